package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The place of the smallest element along {@code axis}, INT64; the first NaN where there is one. An empty axis is
 * an error. Source: ONNX ArgMin-13. Exact.
 *
 * @param axis the axis that is searched
 * @param keepDims whether that axis stays, with size 1
 * @param selectLastIndex whether the last of equal elements counts
 */
public record ArgMin(long axis, boolean keepDims, boolean selectLastIndex) implements ArgReduceOperator {
    private static final Signature SIGNATURE = Signature.of("ArgMin")
            .input("data", "T")
            .output("reduced", "I")
            .where("T", Types.NUMERIC)
            .where("I", Types.INT64)
            .build();

    /** Searches {@code axis}, which stays with size 1, for the first smallest element. */
    public ArgMin(long axis) {
        this(axis, true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public boolean isMax() {
        return false;
    }
}
