package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.tensor.ElementType;

/**
 * A value in a type that has room for squares and exponentials: FLOAT for narrow floats, DOUBLE for integers.
 *
 * @param value the value in that type
 * @param original the type to go back to
 */
record Widened(Ref value, ElementType original) {
    static Widened of(Decomposition d, Ref x) {
        ElementType type = x.elementType();
        if (type == ElementType.FLOAT || type == ElementType.DOUBLE) {
            return none(x);
        }
        ElementType wide = type.isFloating() ? ElementType.FLOAT : ElementType.DOUBLE;
        return new Widened(d.emit(new Cast(wide), x), type);
    }

    /** The value as it is. */
    static Widened none(Ref x) {
        return new Widened(x, x.elementType());
    }

    /** A result in the original type. */
    Ref narrow(Decomposition d, Ref result) {
        return result.elementType() == original ? result : d.emit(new Cast(original), result);
    }
}
