package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The largest element along axes; NaN wins, bools are or'ed. No elements give minus infinity, or the least
 * value of the type. Source: ONNX ReduceMax-20. Exact.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceMax(boolean keepDims, boolean noopWithEmptyAxes) implements ReduceOperator {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceMax", Types.NUMERIC_OR_BOOL);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceMax() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MAX;
    }
}
