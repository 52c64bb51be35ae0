package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** Reductions that are a sum between two functions of single elements. */
interface ComposedReduction extends CompositeOperator {
    /** Whether reduced dimensions stay, with size 1. */
    boolean keepDims();

    /** Whether no axes mean no reduction, instead of all dimensions; the functions are applied all the same. */
    boolean noopWithEmptyAxes();

    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), ReducedShape.infer(in, keepDims(), noopWithEmptyAxes())));
    }
}
