package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** Y = -X; the smallest integer stays, +0 becomes -0. Source: ONNX Neg-13. Exact. */
public record Neg() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Neg")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.union(Types.FLOATING, Types.SIGNED))
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.NEG;
    }

    @Override
    public double apply(double x) {
        return -x;
    }

    @Override
    public long apply(long x, ElementType type) {
        return -x;
    }
}
