package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The maximum over all spatial axes of X[N, C, spatial...], which stay with size 1; NaN wins; -Inf over nothing.
 * Source: ONNX GlobalMaxPool-22. Exact.
 */
public record GlobalMaxPool() implements PoolOperator {
    private static final Signature SIGNATURE = Signature.of("GlobalMaxPool")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MAX;
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
