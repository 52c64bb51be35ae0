package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** The largest of one or more tensors, with broadcasting; NaN wins. Source: ONNX Max-13. Exact. */
public record Max() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Max")
            .variadic("data_0", "T", 1)
            .output("max", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MAX;
    }

    @Override
    public double apply(double x, double y) {
        return Math.max(x, y);
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        boolean larger = type == ElementType.UINT64 ? Long.compareUnsigned(x, y) > 0 : x > y;
        return larger ? x : y;
    }
}
