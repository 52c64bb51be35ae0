package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The matrix product of A - a_zero_point and B - b_zero_point, 8-bit integers, in INT32; shapes as in {@link MatMul}.
 * a_zero_point is one number or one per row, b_zero_point one number or one per column; both are 0 where omitted.
 * Exact; sums wrap. Source: ONNX MatMulInteger-10.
 */
public record MatMulInteger() implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("MatMulInteger")
            .input("A", "T1")
            .input("B", "T2")
            .optional("a_zero_point", "T1")
            .optional("b_zero_point", "T2")
            .output("Y", "T3")
            .where("T1", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T2", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T3", Types.of(ElementType.INT32))
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(ElementType.INT32, MatMul.inferShape(in, in.shape(0), in.shape(1))));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref a = ZeroPoints.subtract(
                d, d.input(0), 2, ElementType.INT32, d.input(0).rank());
        Ref b = ZeroPoints.subtract(d, d.input(1), 3, ElementType.INT32, 0);
        return List.of(d.emit(new MatMul(), a, b));
    }
}
