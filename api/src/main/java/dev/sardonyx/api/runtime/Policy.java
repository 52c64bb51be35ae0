package dev.sardonyx.api.runtime;

/** What happens to nodes that the chosen backends do not run as they are. */
public enum Policy {
    /** Nothing is decomposed and nothing runs elsewhere: such a node is an error. Host operators always run. */
    FAIL,
    /** A composite becomes its decomposition; what is left over is an error. */
    DECOMPOSE,
    /** As DECOMPOSE, and what is left over runs by the operators' own meaning, on the host. */
    FALLBACK
}
