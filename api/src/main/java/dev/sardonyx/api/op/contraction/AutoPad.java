package dev.sardonyx.api.op.contraction;

/** How the padding of windows is found. */
public enum AutoPad {
    /** The attribute {@code pads} says it. */
    NOTSET,
    /** As much as gives ceil(input / stride) outputs; an odd one goes to the end. */
    SAME_UPPER,
    /** As much as gives ceil(input / stride) outputs; an odd one goes to the beginning. */
    SAME_LOWER,
    /** None. */
    VALID
}
