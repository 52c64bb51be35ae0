package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The places of the elements that are not zero, in row-major order: one row per dimension, one column per
 * element. NaN is not zero. A scalar gives no rows. Source: ONNX NonZero-13. Exact.
 */
public record NonZero() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("NonZero")
            .input("X", "T")
            .output("Y", "I")
            .where("T", Types.NUMERIC_OR_BOOL)
            .where("I", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        Dim rows = shape == null ? in.unknownDim(0, 0) : Dim.of(shape.rank());
        return List.of(new TensorType(ElementType.INT64, SymbolicShape.of(rows, in.unknownDim(0, 1))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        long count = 0;
        for (long i = 0; i < x.elements(); i++) {
            if (i % 65_536 == 0) {
                in.deadline().check();
            }
            count += isZero(x, i) ? 0 : 1;
        }
        int rank = x.shape().rank();
        Shape shape = Shape.of(rank, count);
        in.require(ElementType.INT64, shape);
        Tensor y = Tensor.allocate(ElementType.INT64, shape);
        IndexWalk walk = new IndexWalk(x.shape());
        long column = 0;
        for (long i = 0; i < x.elements(); i++) {
            if (!isZero(x, i)) {
                for (int axis = 0; axis < rank; axis++) {
                    y.setLong(axis * count + column, walk.index(axis));
                }
                column++;
            }
            walk.next();
        }
        return List.of(y);
    }

    private static boolean isZero(Tensor x, long i) {
        return x.elementType().isFloating() ? x.doubleAt(i) == 0 : x.longAt(i) == 0;
    }
}
