package dev.sardonyx.api.op.text;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;

/** What the operators on strings have in common. */
final class Texts {
    /** What a string takes beside its characters, in bytes; an estimate. */
    private static final long STRING_BYTES = 40;

    private Texts() {}

    /** Checks the size of {@code strings} strings of {@code chars} characters in all, before they are made. */
    static void require(Evaluation in, long strings, long chars) {
        in.require(
                ElementType.UINT8,
                Shape.of(Math.addExact(Math.multiplyExact(strings, STRING_BYTES), Math.multiplyExact(chars, 2))));
    }
}
