package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** A composite whose output has the type of its first input. */
interface Activation extends CompositeOperator {
    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(in.tensor(0));
    }
}
