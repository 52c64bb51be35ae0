package dev.sardonyx.cpu.vector;

import static dev.sardonyx.cpu.vector.Width.BYTES;
import static dev.sardonyx.cpu.vector.Width.FLOATS;
import static dev.sardonyx.cpu.vector.Width.LANES;
import static dev.sardonyx.cpu.vector.Width.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.cpu.kernel.Scratch;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Reductions over a row, and what is built on them. The order of a sum depends on the length of the row only: one sum
 * per lane, the lanes in order, then the rest of the row.
 */
final class RowKernels {
    /** A sum in float goes on for this many vectors before it is added to one in double. */
    private static final long BLOCK = 512 * BYTES;

    private RowKernels() {}

    static void softmaxRow(MemorySegment inAll, long inOffset, MemorySegment outAll, long outOffset, long count) {
        float max = max(inAll, inOffset, count);
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        MemorySegment out = outAll.asSlice(outOffset * 4, count * 4);
        long bytes = count * 4;
        long whole = count / LANES * BYTES;
        exponentials(in, max, out, whole);
        double sum = sum(out, 0, whole / 4);
        if (whole < bytes) {
            MemorySegment last = Scratch.ofThread().asSlice(0, BYTES);
            last.fill((byte) 0);
            MemorySegment.copy(in, whole, last, 0, bytes - whole);
            exponentials(last, max, last, BYTES);
            for (long i = 0; i < bytes - whole; i += 4) {
                sum += last.get(JAVA_FLOAT_UNALIGNED, i);
            }
            MemorySegment.copy(last, 0, out, whole, bytes - whole);
        }
        float divisor = (float) sum;
        FloatVector divisors = FloatVector.broadcast(FLOATS, divisor);
        for (long i = 0; i < whole; i += BYTES) {
            FloatVector.fromMemorySegment(FLOATS, out, i, ORDER).div(divisors).intoMemorySegment(out, i, ORDER);
        }
        for (long i = whole; i < bytes; i += 4) {
            out.set(JAVA_FLOAT_UNALIGNED, i, out.get(JAVA_FLOAT_UNALIGNED, i) / divisor);
        }
    }

    static void logSoftmaxRow(MemorySegment inAll, long inOffset, MemorySegment outAll, long outOffset, long count) {
        float max = max(inAll, inOffset, count);
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        MemorySegment out = outAll.asSlice(outOffset * 4, count * 4);
        double sum = 0;
        // In pieces through scratch, since the row may be changed in place.
        long piece = 64 * BYTES;
        MemorySegment scratch = Scratch.ofThread();
        for (long i = 0; i < count * 4; i += piece) {
            long length = Math.min(piece, count * 4 - i);
            long whole = (length + BYTES - 1) / BYTES * BYTES;
            scratch.asSlice(whole - BYTES, BYTES).fill((byte) 0);
            MemorySegment.copy(in, i, scratch, 0, length);
            exponentials(scratch, max, scratch, whole);
            sum += sum(scratch, 0, length / 4);
        }
        double log = Math.log(sum);
        for (long i = 0; i < count * 4; i += 4) {
            double x = in.get(JAVA_FLOAT_UNALIGNED, i);
            out.set(JAVA_FLOAT_UNALIGNED, i, (float) (x - max - log));
        }
    }

    /** out = e^(in - max), which is never more than 1, over whole vectors. */
    private static void exponentials(MemorySegment in, float max, MemorySegment out, long bytes) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector floor = FloatVector.broadcast(FLOATS, -104f);
        FloatVector top = FloatVector.broadcast(FLOATS, max);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER).sub(top);
            x = x.blend(floor, x.lt(floor));
            FloatVector shifted = x.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, x));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            p = p.mul(r).fma(r, r).add(one);
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second =
                    power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            p.mul(first).mul(second).intoMemorySegment(out, i, ORDER);
        }
    }

    static double sum(MemorySegment inAll, long inOffset, long count) {
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        long whole = count / (2L * LANES) * 2 * BYTES;
        double sum = 0;
        for (long start = 0; start < whole; start += BLOCK) {
            long end = Math.min(whole, start + BLOCK);
            FloatVector low = FloatVector.zero(FLOATS);
            FloatVector high = FloatVector.zero(FLOATS);
            for (long i = start; i < end; i += 2 * BYTES) {
                low = low.add(FloatVector.fromMemorySegment(FLOATS, in, i, ORDER));
                high = high.add(FloatVector.fromMemorySegment(FLOATS, in, i + BYTES, ORDER));
            }
            MemorySegment lanes = Scratch.ofThread().asSlice(4096, BYTES);
            low.add(high).intoMemorySegment(lanes, 0, ORDER);
            for (long i = 0; i < BYTES; i += 4) {
                sum += lanes.get(JAVA_FLOAT_UNALIGNED, i);
            }
        }
        for (long i = whole; i < count * 4; i += 4) {
            sum += in.get(JAVA_FLOAT_UNALIGNED, i);
        }
        return sum;
    }

    static double sumOfSquares(MemorySegment inAll, long inOffset, long count, float center) {
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        long whole = count / (2L * LANES) * 2 * BYTES;
        FloatVector middle = FloatVector.broadcast(FLOATS, center);
        double sum = 0;
        for (long start = 0; start < whole; start += BLOCK) {
            long end = Math.min(whole, start + BLOCK);
            FloatVector low = FloatVector.zero(FLOATS);
            FloatVector high = FloatVector.zero(FLOATS);
            for (long i = start; i < end; i += 2 * BYTES) {
                FloatVector x =
                        FloatVector.fromMemorySegment(FLOATS, in, i, ORDER).sub(middle);
                FloatVector z = FloatVector.fromMemorySegment(FLOATS, in, i + BYTES, ORDER)
                        .sub(middle);
                low = x.fma(x, low);
                high = z.fma(z, high);
            }
            MemorySegment lanes = Scratch.ofThread().asSlice(4096, BYTES);
            low.add(high).intoMemorySegment(lanes, 0, ORDER);
            for (long i = 0; i < BYTES; i += 4) {
                sum += lanes.get(JAVA_FLOAT_UNALIGNED, i);
            }
        }
        for (long i = whole; i < count * 4; i += 4) {
            float x = in.get(JAVA_FLOAT_UNALIGNED, i) - center;
            sum += (double) x * x;
        }
        return sum;
    }

    static float max(MemorySegment inAll, long inOffset, long count) {
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        long whole = count / LANES * BYTES;
        FloatVector best = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (long i = 0; i < whole; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            // A NaN gets in by the second blend and stays, since no comparison with it is true.
            best = best.blend(x, best.lt(x)).blend(x, x.test(VectorOperators.IS_NAN));
        }
        MemorySegment lanes = Scratch.ofThread().asSlice(4096, BYTES);
        best.intoMemorySegment(lanes, 0, ORDER);
        float result = Float.NEGATIVE_INFINITY;
        for (long i = 0; i < BYTES; i += 4) {
            result = Math.max(result, lanes.get(JAVA_FLOAT_UNALIGNED, i));
        }
        for (long i = whole; i < count * 4; i += 4) {
            result = Math.max(result, in.get(JAVA_FLOAT_UNALIGNED, i));
        }
        return result;
    }

    static float min(MemorySegment inAll, long inOffset, long count) {
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        long whole = count / LANES * BYTES;
        FloatVector best = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
        for (long i = 0; i < whole; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            // A NaN gets in by the second blend and stays, since no comparison with it is true.
            best = best.blend(x, x.lt(best)).blend(x, x.test(VectorOperators.IS_NAN));
        }
        MemorySegment lanes = Scratch.ofThread().asSlice(4096, BYTES);
        best.intoMemorySegment(lanes, 0, ORDER);
        float result = Float.POSITIVE_INFINITY;
        for (long i = 0; i < BYTES; i += 4) {
            result = Math.min(result, lanes.get(JAVA_FLOAT_UNALIGNED, i));
        }
        for (long i = whole; i < count * 4; i += 4) {
            result = Math.min(result, in.get(JAVA_FLOAT_UNALIGNED, i));
        }
        return result;
    }

    static void normalizeRow(
            MemorySegment inAll,
            long inOffset,
            float center,
            float factor,
            MemorySegment scaleAll,
            long scaleOffset,
            MemorySegment biasAll,
            long biasOffset,
            MemorySegment outAll,
            long outOffset,
            long count) {
        MemorySegment in = inAll.asSlice(inOffset * 4, count * 4);
        MemorySegment scale = scaleAll.asSlice(scaleOffset * 4, count * 4);
        MemorySegment bias = biasAll.asSlice(biasOffset * 4, count * 4);
        MemorySegment out = outAll.asSlice(outOffset * 4, count * 4);
        long whole = count / LANES * BYTES;
        FloatVector middle = FloatVector.broadcast(FLOATS, center);
        FloatVector factors = FloatVector.broadcast(FLOATS, factor);
        for (long i = 0; i < whole; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER)
                    .sub(middle)
                    .mul(factors);
            x = x.mul(FloatVector.fromMemorySegment(FLOATS, scale, i, ORDER));
            x.add(FloatVector.fromMemorySegment(FLOATS, bias, i, ORDER)).intoMemorySegment(out, i, ORDER);
        }
        for (long i = whole; i < count * 4; i += 4) {
            float x = (in.get(JAVA_FLOAT_UNALIGNED, i) - center) * factor;
            x = x * scale.get(JAVA_FLOAT_UNALIGNED, i) + bias.get(JAVA_FLOAT_UNALIGNED, i);
            out.set(JAVA_FLOAT_UNALIGNED, i, x);
        }
    }
}
