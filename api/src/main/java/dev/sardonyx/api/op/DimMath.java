package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic on dimensions that fails, with the place, where a size does not fit a long. */
public final class DimMath {
    private DimMath() {}

    /** The sum of two dimensions. */
    public static Dim plus(Inference in, Dim a, Dim b) {
        try {
            if (a instanceof Dim.Fixed(long x) && b instanceof Dim.Fixed(long y)) {
                return Dim.of(Math.addExact(x, y));
            }
            return a.plus(b);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw in.fail("a dimension is too large: " + a + " + " + b);
        }
    }

    /** A dimension and a number, which may be negative. */
    public static Dim plus(Inference in, Dim a, long n) {
        try {
            return a instanceof Dim.Fixed(long x) ? Dim.of(Math.addExact(x, n)) : a.plus(n);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw in.fail("a dimension is out of range: " + a + " + " + n);
        }
    }

    /** The product of two dimensions. */
    public static Dim times(Inference in, Dim a, Dim b) {
        try {
            return a.times(b);
        } catch (ArithmeticException e) {
            throw in.fail("a dimension is too large: " + a + " * " + b);
        }
    }

    /** The product of all dimensions; 1 where there are none. */
    public static Dim product(Inference in, List<Dim> dims) {
        Dim numbers = Dim.of(1);
        Dim symbols = Dim.of(1);
        for (Dim dim : dims) {
            if (dim.is(0)) {
                return dim;
            }
        }
        for (Dim dim : dims) {
            if (dim.isFixed()) {
                numbers = times(in, numbers, dim);
            } else {
                symbols = times(in, symbols, dim);
            }
        }
        return times(in, symbols, numbers);
    }

    /** A size that the dimension has at least, for any binding of its symbols. */
    public static long atLeast(Dim dim) {
        return switch (dim) {
            case Dim.Fixed(long size) -> size;
            case Dim.Expression(Dim.Operation op, Dim left, Dim.Fixed(long n)) when op == Dim.Operation.PLUS -> n;
            default -> 0;
        };
    }

    /** Whether two dimensions are known to differ. */
    public static boolean differ(Dim a, Dim b) {
        return a.isFixed() && b.isFixed() && !a.equals(b);
    }

    /** What is known of a dimension that two sources agree on: the number, where one of them has it. */
    public static Dim better(Dim a, Dim b) {
        return a.isFixed() ? a : b.isFixed() ? b : a;
    }

    /** A shape of {@code rank} unknown dimensions for output {@code output}. */
    public static SymbolicShape unknownShape(Inference in, int output, int rank) {
        List<Dim> dims = new ArrayList<>(rank);
        for (int axis = 0; axis < rank; axis++) {
            dims.add(in.unknownDim(output, axis));
        }
        return new SymbolicShape(dims);
    }
}
