package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the attributes that describe sliding windows, and computes how many windows there are. Every attribute
 * is below 2^31, so that products of two of them are exact.
 */
public final class Windows {
    private Windows() {}

    /**
     * Checks attributes that are given, that is not empty.
     *
     * @throws ModelInvalidException if a value is out of range or two lists speak of different ranks
     */
    public static void check(List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> pads) {
        checkRange("kernel_shape", kernel, 1);
        checkRange("strides", strides, 1);
        checkRange("dilations", dilations, 1);
        checkRange("pads", pads, 0);
        if (pads.size() % 2 != 0) {
            throw new ModelInvalidException("pads: expected a begin and an end per axis, found " + pads);
        }
        int rank = Math.max(Math.max(kernel.size(), strides.size()), Math.max(dilations.size(), pads.size() / 2));
        checkCount("kernel_shape", kernel.size(), rank);
        checkCount("strides", strides.size(), rank);
        checkCount("dilations", dilations.size(), rank);
        checkCount("pads", pads.size() / 2, rank);
    }

    /** Checks that each of {@code values} lies between {@code min} and 2^31 - 1. */
    public static void checkRange(String name, List<Long> values, long min) {
        for (long value : values) {
            if (value < min || value > Integer.MAX_VALUE) {
                throw new ModelInvalidException(
                        name + ": expected numbers from " + min + " to " + Integer.MAX_VALUE + ", found " + values);
            }
        }
    }

    private static void checkCount(String name, int count, int rank) {
        if (count != 0 && count != rank) {
            throw new ModelInvalidException(
                    name + ": expected one entry per axis for " + rank + " axes, found " + count);
        }
    }

    /** Fails unless an attribute that is given speaks of {@code rank} axes. */
    public static void requireRank(Inference in, String name, int count, int rank) {
        if (count != 0 && count != rank) {
            throw in.fail(name + ": expected " + rank + " axes as the input has, found " + count);
        }
    }

    /** The spatial part of a shape: what follows batch and channel. */
    public static @Nullable List<Dim> spatial(Inference in, @Nullable SymbolicShape x) {
        if (x == null) {
            return null;
        }
        if (x.rank() < 3) {
            throw in.fail("expected a batch, a channel and at least one spatial axis, found " + x);
        }
        return x.dims().subList(2, x.rank());
    }

    /** The numbers of windows along all axes; empty attribute lists stand for the defaults. */
    public static List<Dim> outputs(
            Inference in,
            List<Dim> input,
            List<Dim> kernel,
            List<Long> strides,
            List<Long> dilations,
            List<Long> pads,
            AutoPad autoPad,
            boolean ceil) {
        int rank = input.size();
        requireRank(in, "strides", strides.size(), rank);
        requireRank(in, "dilations", dilations.size(), rank);
        requireRank(in, "pads", pads.size() / 2, rank);
        List<Dim> result = new ArrayList<>(rank);
        for (int i = 0; i < rank; i++) {
            long stride = strides.isEmpty() ? 1 : strides.get(i);
            long dilation = dilations.isEmpty() ? 1 : dilations.get(i);
            boolean explicit = autoPad == AutoPad.NOTSET && !pads.isEmpty();
            long begin = explicit ? pads.get(i) : 0;
            long end = explicit ? pads.get(i + rank) : 0;
            Dim size = input.get(i);
            if (size.isFixed() && kernel.get(i).isFixed()) {
                long k = kernel.get(i).sizeOrUnknown();
                if (k < 1 || k > Integer.MAX_VALUE || size.sizeOrUnknown() > Long.MAX_VALUE >> 2) {
                    throw in.fail("cannot slide a window of " + k + " over axis " + (i + 2) + " of size " + size);
                }
                result.add(
                        Dim.of(count(in, i + 2, size.sizeOrUnknown(), k, stride, dilation, begin, end, autoPad, ceil)));
            } else {
                result.add(symbolic(in, i + 2, size, kernel.get(i), stride, dilation, begin, end, autoPad, ceil));
            }
        }
        return result;
    }

    private static long count(
            Inference in,
            int axis,
            long size,
            long kernel,
            long stride,
            long dilation,
            long begin,
            long end,
            AutoPad autoPad,
            boolean ceil) {
        long count = ConvGeometry.count(size, kernel, stride, dilation, begin, end, autoPad, ceil);
        if (count < 1 && !(size == 0 && isSame(autoPad))) {
            throw in.fail("the window does not fit axis " + axis + ": size " + size + " with padding " + begin + " and "
                    + end + ", kernel " + kernel + " with dilation " + dilation + ", stride " + stride + " give "
                    + count
                    + " outputs");
        }
        return count;
    }

    private static Dim symbolic(
            Inference in,
            int axis,
            Dim size,
            Dim kernel,
            long stride,
            long dilation,
            long begin,
            long end,
            AutoPad autoPad,
            boolean ceil) {
        if (isSame(autoPad)) {
            return size.plus(stride - 1).dividedBy(stride);
        }
        if (!kernel.isFixed() || kernel.is(0) || kernel.sizeOrUnknown() > Integer.MAX_VALUE) {
            return in.unknownDim(0, axis);
        }
        long extent = (kernel.sizeOrUnknown() - 1) * dilation + 1;
        if (ceil && end + stride > extent) {
            return in.unknownDim(0, axis); // the last window may start in the padding and be dropped
        }
        return size.plus(begin + end - extent + (ceil ? stride - 1 : 0))
                .dividedBy(stride)
                .plus(1);
    }

    static boolean isSame(AutoPad autoPad) {
        return autoPad == AutoPad.SAME_UPPER || autoPad == AutoPad.SAME_LOWER;
    }
}
