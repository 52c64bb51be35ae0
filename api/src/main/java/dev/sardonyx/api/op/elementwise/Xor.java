package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** C = whether A and B differ, with broadcasting. Source: ONNX Xor-7. Exact. */
public record Xor() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Xor")
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
        return Kind.XOR;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x ^ y;
    }
}
