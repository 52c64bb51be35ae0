package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** Y = not X. Source: ONNX Not-1. Exact. */
public record Not() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Not")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.NOT;
    }

    @Override
    public long apply(long x, ElementType type) {
        return x ^ 1;
    }
}
