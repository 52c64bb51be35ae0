package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Value;
import java.util.List;

/**
 * An operator of the closed set that backends implement, by family. {@link #evaluate} is its meaning: integers
 * exactly, float64 inside for types up to float32, each result rounded once.
 */
public interface CoreOperator extends Operator {
    /**
     * The outputs for concrete inputs.
     *
     * @return one value per output, in order; trailing unused ones may be left out
     * @throws dev.sardonyx.api.SardonyxException made by {@link Evaluation#fail}, if the data are out of range
     */
    List<Value> evaluate(Evaluation in);
}
