package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** C = A and B bit by bit, with broadcasting. Source: ONNX BitwiseAnd-18. Exact. */
public record BitwiseAnd() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("BitwiseAnd")
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
        return Kind.BITWISE_AND;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x & y;
    }
}
