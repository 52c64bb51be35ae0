package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;

/**
 * The running sum along the axis in input {@code axis}. Source: ONNX CumSum-14. Numerics: any order is allowed.
 *
 * @param exclusive whether an element's own value is left out, so that the first result is 0
 * @param reverse whether it runs from the end
 */
public record CumSum(boolean exclusive, boolean reverse) implements CumulativeOperator {
    private static final Signature SIGNATURE = CumulativeOperator.signature("CumSum");

    /** From the start, each element included. */
    public CumSum() {
        this(false, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.SUM;
    }
}
