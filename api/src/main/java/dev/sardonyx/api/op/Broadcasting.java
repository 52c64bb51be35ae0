package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NumPy's multidirectional broadcasting: shapes are aligned at the end, 1 stretches. */
public final class Broadcasting {
    private Broadcasting() {}

    /** The common shape of inputs {@code from} and later of a node; null where a rank is not known. */
    public static @Nullable SymbolicShape infer(Inference in, int from) {
        SymbolicShape result = in.shape(from);
        for (int i = from + 1; i < in.inputCount() && result != null; i++) {
            SymbolicShape next = in.shape(i);
            result = next == null ? null : infer(in, result, next);
        }
        return result;
    }

    /** The common shape of two shapes. */
    public static SymbolicShape infer(Inference in, SymbolicShape a, SymbolicShape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> dims = new ArrayList<>(rank);
        for (int i = 0; i < rank; i++) {
            Dim x = i < rank - a.rank() ? Dim.of(1) : a.dim(i - rank + a.rank());
            Dim y = i < rank - b.rank() ? Dim.of(1) : b.dim(i - rank + b.rank());
            if (x.equals(y) || y.is(1)) {
                dims.add(x);
            } else if (x.is(1)) {
                dims.add(y);
            } else if (x.isFixed() && y.isFixed()) {
                throw in.fail("cannot broadcast " + a + " with " + b + ": dimensions " + x + " and " + y
                        + " must be equal, or one of them 1");
            } else if (x.isFixed()) {
                dims.add(x);
            } else if (y.isFixed()) {
                dims.add(y);
            } else {
                dims.add(in.unknownDim(0, i));
            }
        }
        return new SymbolicShape(dims);
    }

    /**
     * Strides in elements that walk a tensor of shape {@code from} while {@code to} is walked; 0 where it
     * stretches. {@code from} broadcasts to {@code to}.
     */
    public static long[] strides(Shape from, Shape to) {
        long[] own = from.strides();
        long[] strides = new long[to.rank()];
        for (int i = 0; i < from.rank(); i++) {
            int axis = to.rank() - from.rank() + i;
            strides[axis] = from.dim(i) == 1 ? 0 : own[i];
        }
        return strides;
    }
}
