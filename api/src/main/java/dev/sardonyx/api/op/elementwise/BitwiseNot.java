package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** Y = X with every bit flipped. Source: ONNX BitwiseNot-18. Exact. */
public record BitwiseNot() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("BitwiseNot")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.INTEGER)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.BITWISE_NOT;
    }

    @Override
    public long apply(long x, ElementType type) {
        return ~x;
    }
}
