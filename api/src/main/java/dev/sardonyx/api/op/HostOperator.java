package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Value;
import java.util.List;

/**
 * An operator that the runtime evaluates on the host: sequences, maps, strings, trees, control flow, and what
 * has a data-dependent size. Never a backend's duty.
 */
public interface HostOperator extends Operator {
    /** As {@link CoreOperator#evaluate}. */
    List<Value> evaluate(Evaluation in);
}
