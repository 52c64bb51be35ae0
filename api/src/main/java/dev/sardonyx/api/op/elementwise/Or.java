package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** C = A or B, with broadcasting. Source: ONNX Or-7. Exact. */
public record Or() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Or")
            .input("A", "T")
            .input("B", "T")
            .output("C", "T")
            .where("T", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.OR;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x | y;
    }
}
