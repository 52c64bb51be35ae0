package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on integers that stand for dimensions, as exporters write it. What is no dimension (a negative
 * number) or suspiciously large is left unknown.
 */
final class DimArithmetic {
    /** Numbers beyond this are no dimensions, and below it a million additions cannot overflow. */
    private static final long LARGE = 1L << 40;

    /** An operation on two dimensions, null where the result is not known. */
    @FunctionalInterface
    interface Operation {
        @Nullable
        Dim apply(Dim a, Dim b);
    }

    private DimArithmetic() {}

    /** {@code f} of both inputs, element by element; one of them may be a single element. Null where unknown. */
    static @Nullable List<Dim> zip(Inference in, Operation f) {
        List<Dim> a = in.dims(0);
        List<Dim> b = in.dims(1);
        return a == null || b == null || !isList(in, 0) || !isList(in, 1) ? null : zip(a, b, f);
    }

    /** Whether input {@code i} is a list or a scalar, so that broadcasting keeps the order of elements. */
    static boolean isList(Inference in, int i) {
        SymbolicShape shape = in.shape(i);
        return shape != null && shape.rank() <= 1;
    }

    private static @Nullable List<Dim> zip(List<Dim> a, List<Dim> b, Operation f) {
        if (a.size() != b.size() && a.size() != 1 && b.size() != 1) {
            return null;
        }
        int size = a.size() == 1 ? b.size() : a.size();
        List<Dim> result = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Dim dim = f.apply(a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i));
            if (dim == null) {
                return null;
            }
            result.add(dim);
        }
        return result;
    }

    static @Nullable Dim plus(Dim a, Dim b) {
        return isSmall(a) && isSmall(b) ? a.plus(b) : null;
    }

    static @Nullable Dim minus(Dim a, Dim b) {
        if (!isSmall(a) || !isSmall(b)) {
            return null;
        }
        if (a.equals(b)) {
            return Dim.of(0);
        }
        if (b instanceof Dim.Fixed(long n)) {
            return a instanceof Dim.Fixed(long size) && size < n ? null : a.plus(-n);
        }
        return new Dim.Expression(Dim.Operation.MINUS, a, b);
    }

    static @Nullable Dim times(Dim a, Dim b) {
        if (!isSmall(a) || !isSmall(b)) {
            return null;
        }
        try {
            return a.times(b);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static @Nullable Dim dividedBy(Dim a, Dim b) {
        return b instanceof Dim.Fixed(long n) && n > 0 ? a.dividedBy(n) : null;
    }

    private static boolean isSmall(Dim dim) {
        return dim.sizeOrUnknown() < LARGE;
    }
}
