package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;

/**
 * The running product along the axis in input {@code axis}. Source: ONNX CumProd-26. Numerics: any order is allowed.
 *
 * @param exclusive whether an element's own value is left out, so that the first result is 1
 * @param reverse whether it runs from the end
 */
public record CumProd(boolean exclusive, boolean reverse) implements CumulativeOperator {
    private static final Signature SIGNATURE = CumulativeOperator.signature("CumProd");

    /** From the start, each element included. */
    public CumProd() {
        this(false, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.PROD;
    }
}
