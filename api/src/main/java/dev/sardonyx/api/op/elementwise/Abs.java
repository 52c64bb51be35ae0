package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** Y = |X|; the smallest signed integer stays, -0 becomes +0. Source: ONNX Abs-13. Exact. */
public record Abs() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Abs")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.ABS;
    }

    @Override
    public double apply(double x) {
        return Math.abs(x);
    }

    @Override
    public long apply(long x, ElementType type) {
        return type.kind() == ElementType.Kind.SIGNED ? Math.abs(x) : x;
    }
}
