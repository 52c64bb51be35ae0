package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.sardonyx.api.Deadline;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Largest or average number of windows, over one to three spatial axes. The caller gives the output's sizes, and so
 * decides how they are rounded; windows may hang over the end.
 */
public final class Pooling {
    private static final int AXES = 3;

    private final Parallel parallel;
    private final long planes;
    private final long[] input;
    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] pads;
    private final long[] padsEnd;
    private final long[] output;

    /**
     * Plans a pooling.
     *
     * @param planes batch times channels
     * @param input the input's spatial sizes; these arrays have one entry per spatial axis
     * @param pads places before the input on each axis
     * @param padsEnd places after it, which count for an average that includes the padding
     */
    public Pooling(
            Parallel parallel,
            long planes,
            long[] input,
            long[] kernel,
            long[] strides,
            long[] dilations,
            long[] pads,
            long[] padsEnd,
            long[] output) {
        if (input.length < 1 || input.length > AXES) {
            throw new IllegalArgumentException("pooling has 1 to 3 spatial axes, found " + input.length);
        }
        this.parallel = parallel;
        this.planes = planes;
        this.input = lead(input, 1);
        this.kernel = lead(kernel, 1);
        this.strides = lead(strides, 1);
        this.dilations = lead(dilations, 1);
        this.pads = lead(pads, 0);
        this.padsEnd = lead(padsEnd, 0);
        this.output = lead(output, 1);
    }

    private static long[] lead(long[] sizes, long value) {
        long[] all = new long[AXES];
        Arrays.fill(all, value);
        System.arraycopy(sizes, 0, all, AXES - sizes.length, sizes.length);
        return all;
    }

    /**
     * The largest number of each window, NaN where there is one; -infinity for a window that lies in the padding.
     *
     * @param indices receives the place of each result in the input as int64, counted over all planes, or null; the
     *     first of equals
     */
    public void max(
            MemorySegment x,
            long xOffset,
            MemorySegment out,
            long outOffset,
            @Nullable MemorySegment indices,
            long indicesOffset,
            @Nullable Deadline deadline) {
        long inPlane = input[0] * input[1] * input[2];
        long outPlane = output[0] * output[1] * output[2];
        parallel.forRange(planes, deadline, (p, slot) -> {
            MemorySegment in = x.asSlice((xOffset + p * inPlane) * 4, inPlane * 4);
            long to = p * outPlane;
            for (long od = 0; od < output[0]; od++) {
                for (long oh = 0; oh < output[1]; oh++) {
                    for (long ow = 0; ow < output[2]; ow++, to++) {
                        float best = Float.NEGATIVE_INFINITY;
                        long where = -1;
                        long wFrom = begin(2, ow);
                        long wTo = end(2, ow);
                        for (long d = begin(0, od); d < end(0, od); d += dilations[0]) {
                            for (long h = begin(1, oh); h < end(1, oh); h += dilations[1]) {
                                long row = (d * input[1] + h) * input[2];
                                for (long w = wFrom; w < wTo; w += dilations[2]) {
                                    float value = in.get(JAVA_FLOAT_UNALIGNED, (row + w) * 4);
                                    // Once best is NaN, no comparison replaces it.
                                    if (value > best || where < 0 || (Float.isNaN(value) && !Float.isNaN(best))) {
                                        best = value;
                                        where = row + w;
                                    }
                                }
                            }
                        }
                        out.set(JAVA_FLOAT_UNALIGNED, (outOffset + to) * 4, best);
                        if (indices != null) {
                            indices.set(JAVA_LONG_UNALIGNED, (indicesOffset + to) * 8, p * inPlane + where);
                        }
                    }
                }
            }
        });
    }

    /** The average of each window, summed in double. */
    public void average(
            MemorySegment x,
            long xOffset,
            MemorySegment out,
            long outOffset,
            boolean countIncludePad,
            @Nullable Deadline deadline) {
        long inPlane = input[0] * input[1] * input[2];
        long outPlane = output[0] * output[1] * output[2];
        parallel.forRange(planes, deadline, (p, slot) -> {
            MemorySegment in = x.asSlice((xOffset + p * inPlane) * 4, inPlane * 4);
            long to = outOffset + p * outPlane;
            for (long od = 0; od < output[0]; od++) {
                for (long oh = 0; oh < output[1]; oh++) {
                    for (long ow = 0; ow < output[2]; ow++, to++) {
                        double sum = 0;
                        long count = 0;
                        for (long d = begin(0, od); d < end(0, od); d += dilations[0]) {
                            for (long h = begin(1, oh); h < end(1, oh); h += dilations[1]) {
                                long row = (d * input[1] + h) * input[2];
                                for (long w = begin(2, ow); w < end(2, ow); w += dilations[2]) {
                                    sum += in.get(JAVA_FLOAT_UNALIGNED, (row + w) * 4);
                                    count++;
                                }
                            }
                        }
                        if (countIncludePad) {
                            count = places(0, od) * places(1, oh) * places(2, ow);
                        }
                        out.set(JAVA_FLOAT_UNALIGNED, to * 4, (float) (sum / count));
                    }
                }
            }
        });
    }

    /** The first place of a window that lies in the input. */
    private long begin(int axis, long o) {
        long from = o * strides[axis] - pads[axis];
        return from >= 0 ? from : from + Math.ceilDiv(-from, dilations[axis]) * dilations[axis];
    }

    private long end(int axis, long o) {
        long from = o * strides[axis] - pads[axis];
        return Math.min(input[axis], from + (kernel[axis] - 1) * dilations[axis] + 1);
    }

    /** How many places of a window lie in the input or its padding. */
    private long places(int axis, long o) {
        long from = o * strides[axis] - pads[axis];
        long limit = input[axis] + padsEnd[axis];
        return Math.max(0, Math.min(kernel[axis], Math.ceilDiv(limit - from, dilations[axis])));
    }
}
