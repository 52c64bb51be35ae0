package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;

/** What happens where a scatter meets an element: it replaces it, or joins it. */
public enum ScatterReduction {
    /** The update replaces the element; the last one in row-major order wins. */
    NONE,
    ADD,
    MUL,
    MAX,
    MIN;

    /** Fails where the reduction has no meaning for elements of {@code type}. */
    void require(Inference in, ElementType type) {
        if (this != NONE && (type == ElementType.STRING || type.kind() == ElementType.Kind.COMPLEX)) {
            throw in.fail("reduction " + this + " is not defined for " + type);
        }
    }

    /** Puts update {@code i} on element {@code j} of {@code y}; integers wrap, floats round once per update. */
    void apply(Tensor updates, long i, Tensor y, long j) {
        ElementType type = y.elementType();
        if (this == NONE) {
            ElementCopy.one(updates, i, y, j);
        } else if (type.isFloating()) {
            y.setDouble(j, apply(y.doubleAt(j), updates.doubleAt(i)));
        } else {
            y.setLong(j, apply(y.longAt(j), updates.longAt(i), type));
        }
    }

    private double apply(double a, double b) {
        return switch (this) {
            case NONE -> b;
            case ADD -> a + b;
            case MUL -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private long apply(long a, long b, ElementType type) {
        boolean unsigned = type == ElementType.UINT64;
        boolean less = unsigned ? Long.compareUnsigned(a, b) < 0 : a < b;
        return switch (this) {
            case NONE -> b;
            case ADD -> a + b;
            case MUL -> a * b;
            case MAX -> less ? b : a;
            case MIN -> less ? a : b;
        };
    }
}
