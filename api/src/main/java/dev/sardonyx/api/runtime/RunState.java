package dev.sardonyx.api.runtime;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run is given.
 *
 * @param ownedOutputs tensors of the caller to be filled, by output name of the outermost graph
 */
record RunState(Deadline deadline, MemoryBudget budget, Limits limits, Map<String, Tensor> ownedOutputs) {
    /** The caller's tensor for a value, or null where the runtime allocates. */
    @Nullable
    Tensor owned(String name) {
        return ownedOutputs.isEmpty() ? null : ownedOutputs.get(name);
    }
}
