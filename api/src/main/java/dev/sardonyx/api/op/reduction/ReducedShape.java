package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape that reductions leave, for axes in optional input 1. */
final class ReducedShape {
    private ReducedShape() {}

    /** The shape of input 0 after the reduction; null where its rank is not known. */
    static @Nullable SymbolicShape infer(Inference in, boolean keepDims, boolean noop) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return null;
        }
        long[] axes = in.has(1) ? HostValues.list(in, 1) : new long[0];
        if (axes == null) {
            int count = HostValues.count(in, 1);
            if (!keepDims && count < 1) {
                return null;
            }
            return DimMath.unknownShape(in, 0, keepDims ? shape.rank() : Math.max(0, shape.rank() - count));
        }
        List<Integer> checked = Axes.normalize(in, axes, shape.rank());
        boolean[] reduced = mask(shape.rank(), axes, noop);
        return checked.isEmpty() && noop ? shape : reduce(shape, reduced, keepDims);
    }

    static SymbolicShape reduce(SymbolicShape shape, boolean[] reduced, boolean keepDims) {
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (!reduced[i]) {
                dims.add(shape.dim(i));
            } else if (keepDims) {
                dims.add(Dim.of(1));
            }
        }
        return new SymbolicShape(dims);
    }

    /** Which dimensions {@code axes} reduces; no axes mean all, or none where {@code noop}. */
    static boolean[] mask(int rank, long @Nullable [] axes, boolean noop) {
        boolean[] reduced = new boolean[rank];
        if (axes == null || axes.length == 0) {
            java.util.Arrays.fill(reduced, !noop);
        } else {
            for (long axis : axes) {
                reduced[Axes.normalize(axis, rank)] = true;
            }
        }
        return reduced;
    }
}
