package dev.sardonyx.zoo.npy;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.sardonyx.api.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** Turns foreign layouts into the one that tensors have. */
final class NpyLayout {
    private NpyLayout() {}

    /** Copies elements in Fortran order (first axis fastest) from {@code from} row-major to {@code to}. */
    static void toRowMajor(MemorySegment from, MemorySegment to, Shape shape, int itemBytes) {
        int rank = shape.rank();
        long[] stride = new long[rank];
        long product = itemBytes;
        for (int axis = 0; axis < rank; axis++) {
            stride[axis] = product;
            product *= shape.dim(axis);
        }
        long[] index = new long[rank];
        long source = 0;
        for (long target = 0; target < to.byteSize(); target += itemBytes) {
            MemorySegment.copy(from, source, to, target, itemBytes);
            for (int axis = rank - 1; axis >= 0; axis--) {
                source += stride[axis];
                if (++index[axis] < shape.dim(axis)) {
                    break;
                }
                source -= stride[axis] * index[axis];
                index[axis] = 0;
            }
        }
    }

    /** Reverses the bytes of every {@code width} bytes. */
    static void swap(MemorySegment data, int width) {
        for (long at = 0; at < data.byteSize(); at += width) {
            switch (width) {
                case 2 -> data.set(JAVA_SHORT_UNALIGNED, at, Short.reverseBytes(data.get(JAVA_SHORT_UNALIGNED, at)));
                case 4 -> data.set(JAVA_INT_UNALIGNED, at, Integer.reverseBytes(data.get(JAVA_INT_UNALIGNED, at)));
                case 8 -> data.set(JAVA_LONG_UNALIGNED, at, Long.reverseBytes(data.get(JAVA_LONG_UNALIGNED, at)));
                default -> {}
            }
        }
    }
}
