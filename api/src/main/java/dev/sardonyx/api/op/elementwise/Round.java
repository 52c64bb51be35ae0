package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** Y = the integer nearest to X, of two equally near ones the even one. Source: ONNX Round-22. Exact. */
public record Round() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Round")
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
        return Kind.ROUND;
    }

    @Override
    public double apply(double x) {
        return Math.rint(x);
    }
}
