package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/**
 * The p-norm over all spatial axes of X[N, C, spatial...], which stay with size 1; 0 over nothing. Source: ONNX
 * GlobalLpPool-22.
 *
 * @param p the exponent
 */
public record GlobalLpPool(long p) implements PoolOperator {
    private static final Signature SIGNATURE = Signature.of("GlobalLpPool")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public GlobalLpPool {
        checkExponent(p);
    }

    /** The Euclidean norm. */
    public GlobalLpPool() {
        this(2);
    }

    static void checkExponent(long p) {
        if (p < 1) {
            throw new ModelInvalidException("p: expected 1 or more, found " + p);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.LP;
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
