package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the inputs whose values decide shapes: axes, sizes, bounds. */
public final class HostValues {
    /** More entries than any tensor has dimensions; longer lists are refused before they are read. */
    private static final long MAX_LENGTH = 4096;

    private HostValues() {}

    /** The numbers of input {@code i}, a list of at most one per dimension; null where not known yet. */
    public static long @Nullable [] list(Inference in, int i) {
        Tensor value = in.constant(i);
        if (value == null) {
            return null;
        }
        if (value.shape().rank() > 1 || value.elements() > MAX_LENGTH) {
            throw in.fail("input " + i + ": expected a list of at most " + MAX_LENGTH + " numbers, found shape "
                    + value.shape());
        }
        return value.toLongs();
    }

    /** The numbers of input {@code i} at run time, or null where it is omitted. */
    public static long @Nullable [] listOrNull(Evaluation in, int i) {
        return in.has(i) ? in.tensor(i).toLongs() : null;
    }

    /** The single element of input {@code i} as a tensor; null where not known yet. */
    public static @Nullable Tensor single(Inference in, int i) {
        requireSingle(in, i);
        return in.constant(i);
    }

    /** Fails where input {@code i} is known not to have exactly one element. */
    public static void requireSingle(Inference in, int i) {
        SymbolicShape shape = in.shape(i);
        if (shape != null
                && (shape.rank() > 1
                        || (shape.rank() == 1
                                && shape.dim(0).isFixed()
                                && !shape.dim(0).is(1)))) {
            throw in.fail("input " + i + ": expected one element, found shape " + shape);
        }
    }

    /** The number of entries of list input {@code i}, or -1 where not known yet. */
    public static int count(Inference in, int i) {
        List<Dim> dims = in.dims(i);
        if (dims != null) {
            return dims.size();
        }
        SymbolicShape shape = in.shape(i);
        if (shape == null) {
            return -1;
        }
        if (shape.rank() > 1) {
            throw in.fail("input " + i + ": expected a list, found shape " + shape);
        }
        long count = shape.rank() == 0 ? 1 : shape.dim(0).sizeOrUnknown();
        if (count > MAX_LENGTH) {
            throw in.fail("input " + i + ": expected at most " + MAX_LENGTH + " numbers, found " + count);
        }
        return (int) count;
    }
}
