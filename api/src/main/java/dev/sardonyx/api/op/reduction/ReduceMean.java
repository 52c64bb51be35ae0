package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The mean along axes. Of integers, the wrapped sum divided by the count, truncated. No elements give NaN for
 * floats and an error for integers. Source: ONNX ReduceMean-18. Numerics: as ReduceSum, then one division.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceMean(boolean keepDims, boolean noopWithEmptyAxes) implements ReduceOperator {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceMean", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceMean() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MEAN;
    }
}
