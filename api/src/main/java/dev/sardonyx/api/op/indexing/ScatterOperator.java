package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The family that copies input 0, then puts the elements of input 2 at the places that input 1 names. With
 * repeated places and no reduction the last update in row-major order wins.
 */
public interface ScatterOperator extends CoreOperator {
    /** What happens where an update meets an element. */
    ScatterReduction reduction();

    /** Checks the shapes, as far as they are known. */
    void check(Inference in);

    /** Puts the updates into {@code y}, a copy of input 0. */
    void scatter(Evaluation in, Tensor y);

    @Override
    default List<ValueType> infer(Inference in) {
        reduction().require(in, in.elementType(0));
        check(in);
        return List.of(in.tensor(0));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor data = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        ElementCopy.run(data, 0, y, 0, data.elements());
        scatter(in, y);
        return List.of(y);
    }
}
