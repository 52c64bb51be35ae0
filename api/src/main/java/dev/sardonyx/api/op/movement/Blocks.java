package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import org.jspecify.annotations.Nullable;

/** What DepthToSpace and SpaceToDepth have in common. */
final class Blocks {
    private Blocks() {}

    static void check(long blocksize) {
        if (blocksize < 1 || blocksize > Integer.MAX_VALUE) {
            throw new ModelInvalidException("blocksize must be 1 to " + Integer.MAX_VALUE + ", found " + blocksize);
        }
    }

    static void requireImage(Inference in, SymbolicShape shape) {
        if (shape.rank() != 4) {
            throw in.fail("expected a tensor [N, C, H, W], found shape " + shape);
        }
    }

    /** Dimension {@code axis} of {@code x}, multiplied; null where it is not a number. */
    static @Nullable Dim times(Ref x, int axis, long factor) {
        Dim dim = dim(x, axis);
        return dim == null ? null : dim.times(Dim.of(factor));
    }

    /** Dimension {@code axis} of {@code x}, divided; null where it is not a number. */
    static @Nullable Dim dividedBy(Ref x, int axis, long divisor) {
        Dim dim = dim(x, axis);
        return dim == null ? null : dim.dividedBy(divisor);
    }

    private static @Nullable Dim dim(Ref x, int axis) {
        SymbolicShape shape = x.tensorType().shape();
        return shape == null || !shape.dim(axis).isFixed() ? null : shape.dim(axis);
    }
}
