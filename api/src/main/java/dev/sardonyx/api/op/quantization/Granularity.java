package dev.sardonyx.api.op.quantization;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.generation.Range;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Arrays;

/**
 * Which elements share a scale: all (the scale is a single element), those of one place along {@code axis} (the
 * scale is a list), or {@code blockSize} neighbours along {@code axis} (the scale has the rank of the data).
 */
record Granularity(long axis, long blockSize) {
    /** Lists longer than this are not written down as constants. */
    private static final long LONG = 1 << 16;

    /** Fails where data, scale (input 1) and zero point (input 2) do not fit each other. */
    void check(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape scale = in.shape(1);
        if (scale != null && in.has(2)) {
            checkZeroPoint(in, scale);
        }
        if (x == null || scale == null || isSingle(scale)) {
            return;
        }
        int at = Axes.normalize(in, axis, x.rank());
        if (blockSize == 0) {
            if (scale.rank() != 1 || DimMath.differ(scale.dim(0), x.dim(at))) {
                throw in.fail("expected one scale for all, or one for each of the " + x.dim(at) + " places along axis "
                        + at + ", found shape " + scale);
            }
            return;
        }
        boolean fits = scale.rank() == x.rank();
        for (int i = 0; fits && i < x.rank(); i++) {
            Dim dim = x.dim(i);
            fits = i == at ? blocksFit(dim, scale.dim(i)) : !DimMath.differ(dim, scale.dim(i));
        }
        if (!fits) {
            throw in.fail("expected scales of the shape of " + x + " with blocks of " + blockSize + " along axis " + at
                    + ", found shape " + scale);
        }
    }

    private boolean blocksFit(Dim dim, Dim scales) {
        if (!dim.isFixed() || !scales.isFixed()) {
            return true;
        }
        long size = dim.sizeOrUnknown();
        return scales.is(size / blockSize + (size % blockSize == 0 ? 0 : 1));
    }

    private static void checkZeroPoint(Inference in, SymbolicShape scale) {
        SymbolicShape zero = in.shape(2);
        if (zero == null || (isSingle(zero) && isSingle(scale))) {
            return;
        }
        boolean fits = zero.rank() == scale.rank();
        for (int i = 0; fits && i < zero.rank(); i++) {
            fits = !DimMath.differ(zero.dim(i), scale.dim(i));
        }
        if (!fits) {
            throw in.fail("expected a zero point of the shape of the scale, " + scale + ", found " + zero);
        }
    }

    /** Fails where a scale is known before the run and is no positive number. */
    static void checkScale(Inference in) {
        Tensor scale = in.constant(1);
        if (scale == null) {
            return;
        }
        for (long i = 0; i < scale.elements(); i++) {
            double value = scale.doubleAt(i);
            if (!(value > 0) || Double.isInfinite(value)) {
                throw in.fail("a scale must be a positive number, found " + value + " at place " + i);
            }
        }
    }

    private static boolean isSingle(SymbolicShape shape) {
        return shape.dims().stream().allMatch(dim -> dim.is(1));
    }

    /** The scale or zero point in a shape that broadcasts to {@code x}. */
    Ref spread(Decomposition d, Ref parameter, Ref x) {
        SymbolicShape shape = parameter.tensorType().shape();
        if (parameter.rank() == 0) {
            return parameter;
        }
        if (shape != null && isSingle(shape)) {
            return d.emit(new Reshape(), parameter, d.int64());
        }
        int at = Axes.normalize(axis, x.rank());
        if (blockSize > 0) {
            return d.emit(new Gather(at), parameter, blockOfEachPlace(d, x, at));
        }
        long[] dims = new long[x.rank()];
        Arrays.fill(dims, 1);
        dims[at] = -1;
        return d.emit(new Reshape(), parameter, d.int64(dims));
    }

    private Ref blockOfEachPlace(Decomposition d, Ref x, int at) {
        SymbolicShape shape = x.tensorType().shape();
        long size = shape == null ? -1 : shape.dim(at).sizeOrUnknown();
        if (size >= 0 && size <= LONG) {
            long[] blocks = new long[(int) size];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = i / blockSize;
            }
            return d.int64(blocks);
        }
        Ref length = d.emit(new Reshape(), d.emit(new Shape(at, at + 1L), x), d.int64());
        Ref places = d.emit(new Range(), d.constant(Tensor.scalar(0)), length, d.constant(Tensor.scalar(1)));
        return d.emit(new Div(), places, d.constant(Tensor.scalar(blockSize)));
    }
}
