package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = area hyperbolic sine of input. Source: ONNX Asinh-22. A few ulp of float64, then rounded;
 * see {@link InverseHyperbolic}. */
public record Asinh() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Asinh")
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
        return Kind.ASINH;
    }

    @Override
    public double apply(double x) {
        return InverseHyperbolic.asinh(x);
    }
}
