package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = area hyperbolic tangent of input; NaN outside -1 to 1, infinite at both. Source: ONNX Atanh-22. A few ulp of float64, then rounded;
 * see {@link InverseHyperbolic}. */
public record Atanh() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Atanh")
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
        return Kind.ATANH;
    }

    @Override
    public double apply(double x) {
        return InverseHyperbolic.atanh(x);
    }
}
