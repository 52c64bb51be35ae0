package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** The smallest of one or more tensors, with broadcasting; NaN wins. Source: ONNX Min-13. Exact. */
public record Min() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Min")
            .variadic("data_0", "T", 1)
            .output("min", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MIN;
    }

    @Override
    public double apply(double x, double y) {
        return Math.min(x, y);
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        boolean smaller = type == ElementType.UINT64 ? Long.compareUnsigned(x, y) < 0 : x < y;
        return smaller ? x : y;
    }
}
