package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The product along axes; 1 of no elements, integers wrap. Source: ONNX ReduceProd-18. Numerics: any order of
 * multiplication is allowed.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceProd(boolean keepDims, boolean noopWithEmptyAxes) implements ReduceOperator {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceProd", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceProd() {
        this(true, false);
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
