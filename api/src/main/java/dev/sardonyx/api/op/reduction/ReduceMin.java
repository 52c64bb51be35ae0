package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The smallest element along axes; NaN wins, bools are and'ed. No elements give infinity, or the largest value
 * of the type. Source: ONNX ReduceMin-20. Exact.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceMin(boolean keepDims, boolean noopWithEmptyAxes) implements ReduceOperator {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceMin", Types.NUMERIC_OR_BOOL);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceMin() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MIN;
    }
}
