package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.tensor.ElementType;
import java.util.stream.LongStream;

/** The element type that decompositions compute in, so that narrow types are rounded once. */
public final class Precision {
    private Precision() {}

    /** DOUBLE for DOUBLE, FLOAT for every narrower floating type. */
    public static ElementType of(ElementType type) {
        return type == ElementType.DOUBLE ? type : ElementType.FLOAT;
    }

    /** The wider of two types to compute in. */
    public static ElementType of(ElementType a, ElementType b) {
        return of(a) == ElementType.DOUBLE ? of(a) : of(b);
    }

    /** {@code x} as {@code type}; nothing is emitted where it has that type. */
    public static Ref cast(Decomposition d, Ref x, ElementType type) {
        return x.elementType() == type ? x : d.emit(new Cast(type), x);
    }

    /** The axes from {@code from} (inclusive) to {@code to} (exclusive). */
    static Ref axes(Decomposition d, long from, long to) {
        return d.int64(LongStream.range(from, to).toArray());
    }

    /** Checks an epsilon, which is added to a variance. */
    static void checkEpsilon(float epsilon) {
        if (!(epsilon >= 0) || Float.isInfinite(epsilon)) {
            throw new ModelInvalidException("epsilon: expected a finite number of 0 or more, found " + epsilon);
        }
    }

    /** The type that attribute {@code stash_type} names. */
    static ElementType stash(long code) {
        ElementType type = code < 0 || code > Integer.MAX_VALUE
                ? null
                : ElementType.ofCode((int) code).orElse(null);
        if (type == null || !type.isFloating()) {
            throw new ModelInvalidException("stash_type: expected the number of a floating type, found " + code);
        }
        return type;
    }
}
