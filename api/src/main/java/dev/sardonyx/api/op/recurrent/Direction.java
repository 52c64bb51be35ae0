package dev.sardonyx.api.op.recurrent;

/** The order in which a recurrent operator reads a sequence. */
public enum Direction {
    FORWARD,
    REVERSE,
    /** Forward, and independently reverse. */
    BIDIRECTIONAL;

    /** Number of directions: 1 or 2. */
    public int count() {
        return this == BIDIRECTIONAL ? 2 : 1;
    }

    /** Whether direction {@code d} reads from the end. */
    public boolean isReverse(int d) {
        return this == REVERSE || d == 1;
    }
}
