package dev.sardonyx.api.op;

import java.util.List;

/**
 * An operator defined by other operators. A device may claim it as a whole; otherwise it becomes its
 * decomposition after placement.
 */
public interface CompositeOperator extends Operator {
    /**
     * Emits the operators this one stands for and returns their results, one per output in order. The ranks
     * and element types of all inputs are known; dimensions may be symbolic.
     */
    List<Ref> decompose(Decomposition d);
}
