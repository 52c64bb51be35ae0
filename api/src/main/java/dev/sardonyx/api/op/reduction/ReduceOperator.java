package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The family that joins all elements along the axes in optional input 1 into one. Without axes, all dimensions
 * are reduced, or none where {@link #noopWithEmptyAxes}. A reduced dimension of size 0 gives the neutral element
 * of the kind. A backend implements the family once, by {@link #kind} and {@link #reduced}.
 */
public interface ReduceOperator extends CoreOperator {
    /** How elements are joined. */
    enum Kind {
        SUM,
        PROD,
        MAX,
        MIN,
        MEAN
    }

    /** The signature of a member. */
    static Signature signature(String name, Set<ElementType> types) {
        return Signature.of(name)
                .input("data", "T")
                .optionalHostInput("axes", "I")
                .output("reduced", "T")
                .where("T", types)
                .where("I", Types.INT64)
                .build();
    }

    Kind kind();

    /** Whether reduced dimensions stay, with size 1. */
    boolean keepDims();

    /** Whether no axes mean no reduction, instead of all dimensions. */
    boolean noopWithEmptyAxes();

    /** Which of {@code rank} dimensions are reduced, for the value of input 1, null where it is omitted. */
    default boolean[] reduced(int rank, long @Nullable [] axes) {
        return ReducedShape.mask(rank, axes, noopWithEmptyAxes());
    }

    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), ReducedShape.infer(in, keepDims(), noopWithEmptyAxes())));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        boolean[] reduced = reduced(x.shape().rank(), HostValues.listOrNull(in, 1));
        long count = 1;
        long[] strides = new long[reduced.length];
        long stride = 1;
        for (int i = reduced.length - 1; i >= 0; i--) {
            if (reduced[i]) {
                count *= x.shape().dim(i);
            } else {
                strides[i] = stride;
                stride *= x.shape().dim(i);
            }
        }
        IndexWalk walk = new IndexWalk(x.shape(), strides);
        if (x.elementType().isFloating()) {
            Reducing.floats(in, kind(), x, y, walk, count);
        } else {
            Reducing.integers(in, kind(), x, y, walk, count);
        }
        return List.of(y);
    }
}
