package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The family that finds the place of the largest or smallest element along one axis. NaN counts as both the
 * largest and the smallest; of equal elements the first counts, or the last where {@link #selectLastIndex}.
 */
public interface ArgReduceOperator extends CoreOperator {
    /** Whether the largest element is sought, not the smallest. */
    boolean isMax();

    /** The axis; negative ones count from the end. */
    long axis();

    /** Whether the reduced dimension stays, with size 1. */
    boolean keepDims();

    /** Whether the last of equal elements counts. */
    boolean selectLastIndex();

    @Override
    default List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(new TensorType(ElementType.INT64, null));
        }
        int at = Axes.normalize(in, axis(), shape.rank());
        boolean[] reduced = new boolean[shape.rank()];
        reduced[at] = true;
        SymbolicShape result = ReducedShape.reduce(shape, reduced, keepDims());
        if (shape.dim(at).is(0) && result.dims().stream().noneMatch(dim -> dim.is(0)) && result.isFixed()) {
            throw in.fail("axis " + axis() + " of " + shape + " is empty: it has no largest or smallest element");
        }
        return List.of(new TensorType(ElementType.INT64, result));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        int at = Axes.normalize(axis(), x.shape().rank());
        long length = x.shape().dim(at);
        long inner = x.shape().elements(at + 1, x.shape().rank());
        for (long i = 0; i < y.elements(); i++) {
            if (i % 1024 == 0) {
                in.deadline().check();
            }
            long first = i / inner * length * inner + i % inner;
            long best = 0;
            for (long k = 1; k < length; k++) {
                int order = Ordering.compare(x, first + k * inner, first + best * inner, isMax());
                if (order > 0 || (order == 0 && selectLastIndex())) {
                    best = k;
                }
            }
            y.setLong(i, best);
        }
        return List.of(y);
    }
}
