package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ValueType;
import org.jspecify.annotations.Nullable;

/** The body of a control-flow operator. Implemented by the graph package. */
public interface Subgraph {
    /** Number of formal inputs. */
    int inputCount();

    /** Number of outputs. */
    int outputCount();

    /** The type that formal input {@code i} is declared with, or null. A hint: nobody has checked it. */
    default @Nullable ValueType declaredInput(int i) {
        return null;
    }

    /** The type that output {@code k} is declared with, or null. A hint: nobody has checked it. */
    default @Nullable ValueType declaredOutput(int k) {
        return null;
    }
}
