package dev.sardonyx.onnx;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;

/**
 * How a model is written. Immutable.
 *
 * @param opset the operator set of ONNX's own domain to write, or 0 for the model's own
 * @param externalData whether large tensors go to a file beside the model; needed from 2 GiB on
 * @param allowDevelopmentOpsets whether operator sets still in development may be written
 * @param limits bounds on decomposing
 */
public record WriteOptions(long opset, boolean externalData, boolean allowDevelopmentOpsets, Limits limits) {
    /** The model's own operator set, everything in one file. */
    public static final WriteOptions DEFAULT = new WriteOptions(0, false, false, Limits.DEFAULT);

    public WriteOptions {
        if (opset < 0 || opset > Opsets.DEVELOPMENT) {
            throw new InputException("operator set " + opset + " is not known; there are 1 to " + Opsets.NEWEST
                    + ", and " + Opsets.DEVELOPMENT + " in development");
        }
    }

    /** The same options for another operator set of ONNX's own domain. */
    public WriteOptions withOpset(long newOpset) {
        return new WriteOptions(newOpset, externalData, allowDevelopmentOpsets, limits);
    }

    /** The same options with tensors of 1 KiB and more in one file beside the model. */
    public WriteOptions withExternalData() {
        return new WriteOptions(opset, true, allowDevelopmentOpsets, limits);
    }

    public WriteOptions allowingDevelopmentOpsets() {
        return new WriteOptions(opset, externalData, true, limits);
    }

    public WriteOptions withLimits(Limits newLimits) {
        return new WriteOptions(opset, externalData, allowDevelopmentOpsets, newLimits);
    }
}
