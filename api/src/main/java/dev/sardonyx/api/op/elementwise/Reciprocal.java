package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** Y = 1 / X; infinity of the same sign at zero. Source: ONNX Reciprocal-13. Correctly rounded. */
public record Reciprocal() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Reciprocal")
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
        return Kind.RECIPROCAL;
    }

    @Override
    public double apply(double x) {
        return 1 / x;
    }
}
