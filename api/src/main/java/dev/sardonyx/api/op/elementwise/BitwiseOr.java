package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** C = A or B bit by bit, with broadcasting. Source: ONNX BitwiseOr-18. Exact. */
public record BitwiseOr() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("BitwiseOr")
            .input("A", "T")
            .input("B", "T")
            .output("C", "T")
            .where("T", Types.INTEGER)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.BITWISE_OR;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x | y;
    }
}
