package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.normalization.Precision;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.Set;

/**
 * y = saturate(round((a - a_zero_point) (b - b_zero_point) * a_scale * b_scale / y_scale) + y_zero_point), a matrix
 * product with shapes as in {@link MatMul}. Parameters of a and y are one number or one per row, those of b one
 * number or one per column. Integer sums are exact in INT32; the rest is float32, halves round to even. Source: ONNX
 * QLinearMatMul-21.
 */
public record QLinearMatMul() implements CompositeOperator {
    private static final Set<ElementType> QUANTIZED = Types.of(
            ElementType.INT8,
            ElementType.UINT8,
            ElementType.FLOAT8E4M3FN,
            ElementType.FLOAT8E4M3FNUZ,
            ElementType.FLOAT8E5M2,
            ElementType.FLOAT8E5M2FNUZ);

    private static final Signature SIGNATURE = Signature.of("QLinearMatMul")
            .input("a", "T1")
            .input("a_scale", "TS")
            .input("a_zero_point", "T1")
            .input("b", "T2")
            .input("b_scale", "TS")
            .input("b_zero_point", "T2")
            .input("y_scale", "TS")
            .input("y_zero_point", "T3")
            .output("y", "T3")
            .where("T1", QUANTIZED)
            .where("T2", QUANTIZED)
            .where("T3", QUANTIZED)
            .where("TS", Types.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.BFLOAT16))
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(7), MatMul.inferShape(in, in.shape(0), in.shape(3))));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref a = d.input(0);
        Ref b = d.input(3);
        boolean integer = a.elementType().isInteger() && b.elementType().isInteger();
        ElementType type = integer ? ElementType.INT32 : ElementType.FLOAT;
        int rank = a.rank();
        Ref sum = d.emit(new MatMul(), ZeroPoints.subtract(d, a, 2, type, rank), ZeroPoints.subtract(d, b, 5, type, 0));
        Ref aScale = ZeroPoints.perRow(d, Precision.cast(d, d.input(1), ElementType.FLOAT), rank);
        Ref scale = d.emit(new Mul(), aScale, Precision.cast(d, d.input(4), ElementType.FLOAT));
        Ref yScale = ZeroPoints.perRow(d, Precision.cast(d, d.input(6), ElementType.FLOAT), rank);
        return List.of(ZeroPoints.requantize(d, sum, scale, yScale, ZeroPoints.perRow(d, d.input(7), rank)));
    }
}
