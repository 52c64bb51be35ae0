package dev.sardonyx.cpu.kernel;

/** What a reduction computes. */
public enum Reduction {
    SUM,
    /** NaN for an empty run. */
    MEAN,
    /** NaN where there is one, -infinity for an empty run. */
    MAX,
    /** NaN where there is one, +infinity for an empty run. */
    MIN
}
