package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = hyperbolic sine of input. Source: ONNX Sinh-22. Within 2.5 ulp of float64, then rounded. */
public record Sinh() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Sinh")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.SINH;
    }

    @Override
    public double apply(double x) {
        return Math.sinh(x);
    }
}
