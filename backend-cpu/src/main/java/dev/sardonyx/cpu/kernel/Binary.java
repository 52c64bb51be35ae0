package dev.sardonyx.cpu.kernel;

/** Functions of two numbers. */
public enum Binary {
    ADD,
    SUB,
    MUL,
    DIV,
    /** NaN where either is NaN. */
    MIN,
    /** NaN where either is NaN. */
    MAX,
    /** As {@link Math#pow}, rounded once. */
    POW
}
