package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Shape;

/** Walks a shape in row-major order while keeping offsets into tensors with other strides. */
public final class IndexWalk {
    private final long[] dims;
    private final long[] index;
    private final long[][] strides;
    private final long[] offsets;

    /** Starts at the first element; {@code strides[k]} are the strides of tensor {@code k} along {@code shape}. */
    public IndexWalk(Shape shape, long[]... strides) {
        this.dims = shape.dims();
        this.index = new long[dims.length];
        this.strides = strides;
        this.offsets = new long[strides.length];
    }

    /** The offset of tensor {@code k} at the present element, in elements. */
    public long offset(int k) {
        return offsets[k];
    }

    /** The present position along {@code axis}. */
    public long index(int axis) {
        return index[axis];
    }

    /** Moves on to the next element. */
    public void next() {
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            index[axis]++;
            for (int k = 0; k < offsets.length; k++) {
                offsets[k] += strides[k][axis];
            }
            if (index[axis] < dims[axis]) {
                return;
            }
            for (int k = 0; k < offsets.length; k++) {
                offsets[k] -= strides[k][axis] * dims[axis];
            }
            index[axis] = 0;
        }
    }
}
