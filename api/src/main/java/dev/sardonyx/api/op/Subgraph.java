package dev.sardonyx.api.op;

/** The body of a control-flow operator. Implemented by the graph package. */
public interface Subgraph {
    /** Number of formal inputs. */
    int inputCount();

    /** Number of outputs. */
    int outputCount();
}
