package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** Y = sqrt(X); NaN below zero, -0 stays. Source: ONNX Sqrt-13. Correctly rounded. */
public record Sqrt() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Sqrt")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.SQRT;
    }

    @Override
    public double apply(double x) {
        return Math.sqrt(x);
    }
}
