package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The family that gives the elements of input 0 another shape and leaves their order: Reshape, Squeeze,
 * Unsqueeze, Flatten. A device may make the output an alias within its partition.
 */
public interface RelabelOperator extends CoreOperator {
    @Override
    default @Nullable List<Dim> inferDims(Inference in) {
        return in.dims(0);
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        return List.of(in.tensor(0).reshaped(in.outputShape(0)));
    }
}
