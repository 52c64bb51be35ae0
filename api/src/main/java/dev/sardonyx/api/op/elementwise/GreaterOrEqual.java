package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** C = whether A &gt;= B, with broadcasting; never with NaN. Source: ONNX GreaterOrEqual-16. Exact. */
public record GreaterOrEqual() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("GreaterOrEqual")
            .input("A", "T")
            .input("B", "T")
            .output("C", "B")
            .where("T", Types.NUMERIC)
            .where("B", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.GREATER_OR_EQUAL;
    }

    @Override
    public double apply(double x, double y) {
        return x >= y ? 1 : 0;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        int order = type == ElementType.UINT64 ? Long.compareUnsigned(x, y) : Long.compare(x, y);
        return order >= 0 ? 1 : 0;
    }

    @Override
    public ElementType resultType(ElementType type) {
        return ElementType.BOOL;
    }
}
