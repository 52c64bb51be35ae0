package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * C = A / B with broadcasting. Integers round toward zero; the smallest by -1 wraps, and division by zero is an
 * error. Source: ONNX Div-14. Correctly rounded.
 */
public record Div() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Div")
            .input("A", "T")
            .input("B", "T")
            .output("C", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.DIV;
    }

    @Override
    public double apply(double x, double y) {
        return x / y;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return type == ElementType.UINT64 ? Long.divideUnsigned(x, y) : x / y;
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        return DimArithmetic.zip(in, DimArithmetic::dividedBy);
    }
}
