package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = arc tangent of input. Source: ONNX Atan-22. Within one ulp of float64, then rounded. */
public record Atan() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Atan")
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
        return Kind.ATAN;
    }

    @Override
    public double apply(double x) {
        return Math.atan(x);
    }
}
