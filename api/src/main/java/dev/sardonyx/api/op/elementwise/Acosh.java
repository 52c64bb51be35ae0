package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = area hyperbolic cosine of input; NaN below 1. Source: ONNX Acosh-22. A few ulp of float64, then rounded;
 * see {@link InverseHyperbolic}. */
public record Acosh() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Acosh")
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
        return Kind.ACOSH;
    }

    @Override
    public double apply(double x) {
        return InverseHyperbolic.acosh(x);
    }
}
