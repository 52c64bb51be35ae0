package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** Y = the largest integer not above X. Source: ONNX Floor-13. Exact. */
public record Floor() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Floor")
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
        return Kind.FLOOR;
    }

    @Override
    public double apply(double x) {
        return Math.floor(x);
    }
}
