package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** output = 1 above zero, -1 below, 0 at zero, NaN at NaN. Source: ONNX Sign-13. Exact. */
public record Sign() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Sign")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.SIGN;
    }

    @Override
    public double apply(double x) {
        return Math.signum(x);
    }

    @Override
    public long apply(long x, ElementType type) {
        return type.kind() == ElementType.Kind.SIGNED ? Long.signum(x) : x == 0 ? 0 : 1;
    }
}
