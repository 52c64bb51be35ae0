package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** Y = the smallest integer not below X. Source: ONNX Ceil-13. Exact. */
public record Ceil() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Ceil")
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
        return Kind.CEIL;
    }

    @Override
    public double apply(double x) {
        return Math.ceil(x);
    }
}
