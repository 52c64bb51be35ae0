package dev.sardonyx.cpu.vector;

import static dev.sardonyx.cpu.vector.Width.BYTES;
import static dev.sardonyx.cpu.vector.Width.FLOATS;
import static dev.sardonyx.cpu.vector.Width.LANES;
import static dev.sardonyx.cpu.vector.Width.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** What a convolution needs beside the tiles of a matrix product. */
final class ConvKernels {
    private static final int COLUMNS = 2 * LANES;

    private ConvKernels() {}

    static void packRuns(
            MemorySegment xAll,
            long[] runSource,
            int[] runColumn,
            int runs,
            long[] taps,
            int firstTap,
            int depth,
            long limit,
            MemorySegment panelAll,
            long panelOffset) {
        MemorySegment x = xAll.asSlice(0, limit * 4);
        MemorySegment panel = panelAll.asSlice(panelOffset * 4, (depth + 1L) * 2 * BYTES);
        for (int k = 0; k < depth; k++) {
            long row = k * 2L * BYTES;
            long tap = taps[firstTap + k];
            for (int r = 0; r < runs; r++) {
                long from = runSource[r] + tap;
                long to = row + runColumn[r] * 4L;
                if (from + COLUMNS <= limit) {
                    FloatVector low = FloatVector.fromMemorySegment(FLOATS, x, from * 4, ORDER);
                    FloatVector high = FloatVector.fromMemorySegment(FLOATS, x, from * 4 + BYTES, ORDER);
                    low.intoMemorySegment(panel, to, ORDER);
                    high.intoMemorySegment(panel, to + BYTES, ORDER);
                } else {
                    for (long j = 0; j < COLUMNS; j++) {
                        float value = from + j < limit ? x.get(JAVA_FLOAT_UNALIGNED, (from + j) * 4) : 0;
                        panel.set(JAVA_FLOAT_UNALIGNED, to + j * 4, value);
                    }
                }
            }
        }
    }

    static void depthwiseRow(
            MemorySegment xAll,
            long xOffset,
            long[] taps,
            MemorySegment wAll,
            long wOffset,
            MemorySegment outAll,
            long outOffset,
            long count,
            float bias,
            float low,
            float high) {
        MemorySegment x = xAll.asSlice(xOffset * 4);
        MemorySegment w = wAll.asSlice(wOffset * 4, taps.length * 4L);
        MemorySegment out = outAll.asSlice(outOffset * 4, count * 4);
        FloatVector floor = FloatVector.broadcast(FLOATS, low);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, high);
        FloatVector biases = FloatVector.broadcast(FLOATS, bias);
        long i = 0;
        // The last vector of a row overlaps the one before it, and computes the same numbers again.
        while (i < count && count >= LANES) {
            i = Math.min(i, count - LANES);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int t = 0; t < taps.length; t++) {
                FloatVector weight = FloatVector.broadcast(FLOATS, w.get(JAVA_FLOAT_UNALIGNED, t * 4L));
                sum = weight.fma(FloatVector.fromMemorySegment(FLOATS, x, (taps[t] + i) * 4, ORDER), sum);
            }
            sum = sum.add(biases);
            sum = sum.blend(floor, sum.lt(floor));
            sum = sum.blend(ceiling, ceiling.lt(sum));
            sum.intoMemorySegment(out, i * 4, ORDER);
            i += LANES;
        }
        for (; i < count; i++) {
            float sum = 0;
            for (int t = 0; t < taps.length; t++) {
                sum = Math.fma(
                        w.get(JAVA_FLOAT_UNALIGNED, t * 4L), x.get(JAVA_FLOAT_UNALIGNED, (taps[t] + i) * 4), sum);
            }
            sum += bias;
            sum = sum < low ? low : sum;
            out.set(JAVA_FLOAT_UNALIGNED, i * 4, sum > high ? high : sum);
        }
    }
}
