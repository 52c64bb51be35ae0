package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** C = A and B, with broadcasting. Source: ONNX And-7. Exact. */
public record And() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("And")
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
        return Kind.AND;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x & y;
    }
}
