package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = arc sine of input; NaN outside -1 to 1. Source: ONNX Asin-22. Within one ulp of float64, then rounded. */
public record Asin() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Asin")
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
        return Kind.ASIN;
    }

    @Override
    public double apply(double x) {
        return Math.asin(x);
    }
}
