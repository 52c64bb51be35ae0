package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = cosine of input in radians; NaN at infinity. Source: ONNX Cos-22. Within one ulp of float64, then rounded. */
public record Cos() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Cos")
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
        return Kind.COS;
    }

    @Override
    public double apply(double x) {
        return Math.cos(x);
    }
}
