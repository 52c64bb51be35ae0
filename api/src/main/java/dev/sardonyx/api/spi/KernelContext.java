package dev.sardonyx.api.spi;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.tensor.Tensor;

/** The operands of one kernel in one run. Inputs are not written; outputs have undefined contents at first. */
public interface KernelContext {
    Node node();

    /** Whether input {@code i} is there. */
    boolean has(int i);

    Tensor input(int i);

    /** Whether output {@code k} is wanted. */
    boolean wants(int k);

    Tensor output(int k);

    Deadline deadline();
}
