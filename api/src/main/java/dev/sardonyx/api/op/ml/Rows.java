package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import java.util.Set;

/** What the operators of this domain have in common: tables [N, C], where a vector [C] counts as one row. */
final class Rows {
    /** The numbers that features come in. */
    static final Set<ElementType> NUMBERS =
            Types.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.INT64, ElementType.INT32);

    private Rows() {}

    static void check(boolean right, String expected, Object found) {
        if (!right) {
            throw new ModelInvalidException(expected + ", found " + found);
        }
    }

    /** The number of rows of input 0. */
    static Dim rows(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return in.unknownDim(0, 0);
        }
        if (shape.rank() != 1 && shape.rank() != 2) {
            throw in.fail("expected shape [C] or [N, C], found " + shape);
        }
        return shape.rank() == 1 ? Dim.of(1) : shape.dim(0);
    }

    /** Checks that the rows of input 0 have {@code count} columns. */
    static void checkColumns(Inference in, long count) {
        SymbolicShape shape = in.shape(0);
        Dim columns = shape == null || shape.rank() == 0 ? null : shape.dim(shape.rank() - 1);
        if (columns != null && columns.isFixed() && !columns.is(count)) {
            throw in.fail("expected " + count + " columns, found shape " + shape);
        }
    }

    static int rows(Tensor x) {
        return x.shape().rank() == 1 ? 1 : Math.toIntExact(x.shape().dim(0));
    }

    static int columns(Tensor x) {
        return Math.toIntExact(x.shape().dim(x.shape().rank() - 1));
    }

    /** The elements of row {@code row}. */
    static double[] row(Tensor x, int row) {
        double[] values = new double[columns(x)];
        for (int i = 0; i < values.length; i++) {
            values[i] = x.doubleAt((long) row * values.length + i);
        }
        return values;
    }

    /** w of {@code target} times x plus the intercept. */
    static double linear(double[] x, List<Float> w, List<Float> intercepts, int target) {
        double sum = intercepts.isEmpty() ? 0 : intercepts.get(target);
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * w.get(target * x.length + i);
        }
        return sum;
    }
}
