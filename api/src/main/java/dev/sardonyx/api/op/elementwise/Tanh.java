package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = hyperbolic tangent of input. Source: ONNX Tanh-13. Within 2.5 ulp of float64, then rounded. */
public record Tanh() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Tanh")
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
        return Kind.TANH;
    }

    @Override
    public double apply(double x) {
        return Math.tanh(x);
    }
}
