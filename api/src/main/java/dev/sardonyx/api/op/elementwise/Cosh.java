package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = hyperbolic cosine of input. Source: ONNX Cosh-22. Within 2.5 ulp of float64, then rounded. */
public record Cosh() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Cosh")
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
        return Kind.COSH;
    }

    @Override
    public double apply(double x) {
        return Math.cosh(x);
    }
}
