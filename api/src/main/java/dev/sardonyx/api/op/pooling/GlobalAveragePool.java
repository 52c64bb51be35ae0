package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The mean over all spatial axes of X[N, C, spatial...], which stay with size 1; NaN over nothing. Source: ONNX
 * GlobalAveragePool-22.
 */
public record GlobalAveragePool() implements PoolOperator {
    private static final Signature SIGNATURE = Signature.of("GlobalAveragePool")
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
        return Kind.AVERAGE;
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
