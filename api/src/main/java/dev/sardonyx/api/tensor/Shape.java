package dev.sardonyx.api.tensor;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Where;
import java.util.Arrays;

/** The concrete shape of a tensor, row-major. Rank 0 is a scalar; a dimension may be zero. Immutable. */
public final class Shape {
    public static final Shape SCALAR = new Shape(new long[0], 1);

    private final long[] dims;
    private final long elements;

    private Shape(long[] dims, long elements) {
        this.dims = dims;
        this.elements = elements;
    }

    /**
     * @throws InputException if a dimension is negative
     * @throws LimitExceededException if the product of the non-zero dimensions does not fit a long
     */
    public static Shape of(long... dims) {
        long product = 1;
        boolean zero = false;
        for (long dim : dims) {
            if (dim < 0) {
                throw new InputException("a dimension must not be negative, found " + Arrays.toString(dims));
            }
            if (dim == 0) {
                zero = true;
            } else if (Math.multiplyHigh(product, dim) != 0 || product * dim < 0) {
                throw new LimitExceededException(
                        "tensorBytes", Long.MAX_VALUE, Long.MAX_VALUE, Where.tensor(Arrays.toString(dims)));
            } else {
                product *= dim;
            }
        }
        return dims.length == 0 ? SCALAR : new Shape(dims.clone(), zero ? 0 : product);
    }

    public int rank() {
        return dims.length;
    }

    /** Dimension {@code axis}, counted from 0. */
    public long dim(int axis) {
        return dims[axis];
    }

    /** A copy of the dimensions. */
    public long[] dims() {
        return dims.clone();
    }

    /** The number of elements; 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /** The product of the dimensions from {@code from} (inclusive) to {@code to} (exclusive). */
    public long elements(int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product *= dims[i];
        }
        return product;
    }

    /** Row-major strides in elements. */
    public long[] strides() {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
