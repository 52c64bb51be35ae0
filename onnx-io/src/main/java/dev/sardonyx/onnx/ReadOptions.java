package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.onnx.proto.FileAccess;

/**
 * How a model is read. Immutable.
 *
 * @param limits bounds on what reading may use
 * @param access how files come into memory: mapped without a copy, or copied, which is safe from later changes
 * @param keepUnsupported whether operators nobody knows are kept as {@code Opaque}, to inspect or write the
 *     model; otherwise they are all listed in one exception
 * @param allowDevelopmentOpsets whether operator sets still in development are read
 */
public record ReadOptions(Limits limits, FileAccess access, boolean keepUnsupported, boolean allowDevelopmentOpsets) {
    public static final ReadOptions DEFAULT = new ReadOptions(Limits.DEFAULT, FileAccess.MAPPED, false, false);

    public ReadOptions withLimits(Limits newLimits) {
        return new ReadOptions(newLimits, access, keepUnsupported, allowDevelopmentOpsets);
    }

    public ReadOptions keepingUnsupported() {
        return new ReadOptions(limits, access, true, allowDevelopmentOpsets);
    }

    public ReadOptions allowingDevelopmentOpsets() {
        return new ReadOptions(limits, access, keepUnsupported, true);
    }

    public ReadOptions withAccess(FileAccess newAccess) {
        return new ReadOptions(limits, newAccess, keepUnsupported, allowDevelopmentOpsets);
    }
}
