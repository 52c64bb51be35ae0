package dev.sardonyx.api.op;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Copies elements of any type, strings included, bit for bit. */
public final class ElementCopy {
    private static final int ROWS_PER_CHECK = 1024;
    private static final int ELEMENTS_PER_CHECK = 65_536;

    private ElementCopy() {}

    /** Copies element {@code i} of {@code from} to element {@code j} of {@code to}. */
    public static void one(Tensor from, long i, Tensor to, long j) {
        strided(from, i, 1, to, j, 1, 1);
    }

    /** Copies {@code count} elements that lie side by side. */
    public static void run(Tensor from, long i, Tensor to, long j, long count) {
        strided(from, i, 1, to, j, 1, count);
    }

    /** Makes every element of {@code to} the first one of {@code from}. */
    public static void fill(Deadline deadline, Tensor from, Tensor to) {
        for (long i = 0; i < to.elements(); i++) {
            if (i % ELEMENTS_PER_CHECK == 0) {
                deadline.check();
            }
            one(from, 0, to, i);
        }
    }

    /**
     * Copies {@code rows} runs of {@code count} elements; each begins {@code step} elements behind the one before
     * it in {@code from}, and {@code toStep} in {@code to}.
     */
    public static void rows(
            Deadline deadline, Tensor from, long i, long step, Tensor to, long j, long toStep, long rows, long count) {
        for (long row = 0; row < rows && count > 0; row++) {
            if (row % ROWS_PER_CHECK == 0) {
                deadline.check();
            }
            run(from, i + row * step, to, j + row * toStep, count);
        }
    }

    /**
     * Copies a region of shape {@code extent}: position p goes from {@code fromOffset + p . fromStrides} to
     * {@code toOffset + p . toStrides}, all in elements. A stride may be zero or negative.
     */
    public static void region(
            Deadline deadline,
            Tensor from,
            long fromOffset,
            long[] fromStrides,
            Tensor to,
            long toOffset,
            long[] toStrides,
            Shape extent) {
        if (extent.elements() == 0) {
            return;
        }
        int last = extent.rank() - 1;
        if (last < 0) {
            one(from, fromOffset, to, toOffset);
            return;
        }
        Shape rows = Shape.of(Arrays.copyOf(extent.dims(), last));
        IndexWalk walk = new IndexWalk(rows, fromStrides, toStrides);
        for (long row = 0; row < rows.elements(); row++) {
            if (row % ROWS_PER_CHECK == 0) {
                deadline.check();
            }
            strided(
                    from,
                    fromOffset + walk.offset(0),
                    fromStrides[last],
                    to,
                    toOffset + walk.offset(1),
                    toStrides[last],
                    extent.dim(last));
            walk.next();
        }
    }

    private static void strided(Tensor from, long i, long step, Tensor to, long j, long toStep, long count) {
        ElementType type = from.elementType();
        if (type == ElementType.STRING) {
            for (long k = 0; k < count; k++) {
                to.setString(j + k * toStep, from.stringAt(i + k * step));
            }
        } else if (type.isSubByte()) {
            for (long k = 0; k < count; k++) {
                to.setRawBits(j + k * toStep, from.rawBitsAt(i + k * step));
            }
        } else {
            long size = type.bits() / 8;
            if (step == 1 && toStep == 1) {
                MemorySegment.copy(from.data(), i * size, to.data(), j * size, count * size);
            } else {
                bytes(from.data(), i * size, step * size, to.data(), j * size, toStep * size, count, (int) size);
            }
        }
    }

    private static void bytes(
            MemorySegment from, long i, long step, MemorySegment to, long j, long toStep, long count, int size) {
        for (long k = 0; k < count; k++) {
            long a = i + k * step;
            long b = j + k * toStep;
            switch (size) {
                case 1 -> to.set(ValueLayout.JAVA_BYTE, b, from.get(ValueLayout.JAVA_BYTE, a));
                case 2 -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, b, from.get(ValueLayout.JAVA_SHORT_UNALIGNED, a));
                case 4 -> to.set(ValueLayout.JAVA_INT_UNALIGNED, b, from.get(ValueLayout.JAVA_INT_UNALIGNED, a));
                case 8 -> to.set(ValueLayout.JAVA_LONG_UNALIGNED, b, from.get(ValueLayout.JAVA_LONG_UNALIGNED, a));
                default -> MemorySegment.copy(from, a, to, b, size);
            }
        }
    }
}
