package dev.sardonyx.cpu.vector;

import static dev.sardonyx.cpu.vector.Width.BYTES;
import static dev.sardonyx.cpu.vector.Width.FLOATS;
import static dev.sardonyx.cpu.vector.Width.LANES;
import static dev.sardonyx.cpu.vector.Width.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Bias, residual and limits on the rows of a tile. Four methods rather than one with options: an option that is taken
 * only sometimes costs the compiled loop a fifth of its speed.
 */
final class FinishKernels {
    private FinishKernels() {}

    static void finishRows(
            MemorySegment cAll,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment biasAll,
            long biasOffset,
            long biasStride,
            float low,
            float high) {
        MemorySegment c = cAll.asSlice(cOffset * 4, ((rows - 1) * cStride + columns) * 4);
        MemorySegment bias = biasAll.asSlice(biasOffset * 4, ((rows - 1) * biasStride + 1) * 4);
        long whole = columns / LANES * BYTES;
        FloatVector floor = FloatVector.broadcast(FLOATS, low);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, high);
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            float b = bias.get(JAVA_FLOAT_UNALIGNED, i * biasStride * 4);
            FloatVector bs = FloatVector.broadcast(FLOATS, b);
            for (long j = 0; j < whole; j += BYTES) {
                FloatVector x =
                        FloatVector.fromMemorySegment(FLOATS, c, to + j, ORDER).add(bs);
                x = x.blend(floor, x.lt(floor));
                x = x.blend(ceiling, ceiling.lt(x));
                x.intoMemorySegment(c, to + j, ORDER);
            }
            for (long j = whole; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + b;
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }

    static void finishRowsResidual(
            MemorySegment cAll,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment biasAll,
            long biasOffset,
            long biasStride,
            MemorySegment residualAll,
            long residualOffset,
            long residualStride,
            float low,
            float high) {
        MemorySegment c = cAll.asSlice(cOffset * 4, ((rows - 1) * cStride + columns) * 4);
        MemorySegment bias = biasAll.asSlice(biasOffset * 4, ((rows - 1) * biasStride + 1) * 4);
        MemorySegment residual = residualAll.asSlice(residualOffset * 4, ((rows - 1) * residualStride + columns) * 4);
        long whole = columns / LANES * BYTES;
        FloatVector floor = FloatVector.broadcast(FLOATS, low);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, high);
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            long from = i * residualStride * 4;
            float b = bias.get(JAVA_FLOAT_UNALIGNED, i * biasStride * 4);
            FloatVector bs = FloatVector.broadcast(FLOATS, b);
            for (long j = 0; j < whole; j += BYTES) {
                FloatVector x =
                        FloatVector.fromMemorySegment(FLOATS, c, to + j, ORDER).add(bs);
                x = x.add(FloatVector.fromMemorySegment(FLOATS, residual, from + j, ORDER));
                x = x.blend(floor, x.lt(floor));
                x = x.blend(ceiling, ceiling.lt(x));
                x.intoMemorySegment(c, to + j, ORDER);
            }
            for (long j = whole; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + b;
                x += residual.get(JAVA_FLOAT_UNALIGNED, from + j);
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }

    static void finishColumns(
            MemorySegment cAll,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment biasAll,
            long biasOffset,
            float low,
            float high) {
        MemorySegment c = cAll.asSlice(cOffset * 4, ((rows - 1) * cStride + columns) * 4);
        MemorySegment bias = biasAll.asSlice(biasOffset * 4, columns * 4);
        long whole = columns / LANES * BYTES;
        FloatVector floor = FloatVector.broadcast(FLOATS, low);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, high);
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            for (long j = 0; j < whole; j += BYTES) {
                FloatVector x = FloatVector.fromMemorySegment(FLOATS, c, to + j, ORDER)
                        .add(FloatVector.fromMemorySegment(FLOATS, bias, j, ORDER));
                x = x.blend(floor, x.lt(floor));
                x = x.blend(ceiling, ceiling.lt(x));
                x.intoMemorySegment(c, to + j, ORDER);
            }
            for (long j = whole; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + bias.get(JAVA_FLOAT_UNALIGNED, j);
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }

    static void finishColumnsResidual(
            MemorySegment cAll,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment biasAll,
            long biasOffset,
            MemorySegment residualAll,
            long residualOffset,
            long residualStride,
            float low,
            float high) {
        MemorySegment c = cAll.asSlice(cOffset * 4, ((rows - 1) * cStride + columns) * 4);
        MemorySegment bias = biasAll.asSlice(biasOffset * 4, columns * 4);
        MemorySegment residual = residualAll.asSlice(residualOffset * 4, ((rows - 1) * residualStride + columns) * 4);
        long whole = columns / LANES * BYTES;
        FloatVector floor = FloatVector.broadcast(FLOATS, low);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, high);
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            long from = i * residualStride * 4;
            for (long j = 0; j < whole; j += BYTES) {
                FloatVector x = FloatVector.fromMemorySegment(FLOATS, c, to + j, ORDER)
                        .add(FloatVector.fromMemorySegment(FLOATS, bias, j, ORDER));
                x = x.add(FloatVector.fromMemorySegment(FLOATS, residual, from + j, ORDER));
                x = x.blend(floor, x.lt(floor));
                x = x.blend(ceiling, ceiling.lt(x));
                x.intoMemorySegment(c, to + j, ORDER);
            }
            for (long j = whole; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + bias.get(JAVA_FLOAT_UNALIGNED, j);
                x += residual.get(JAVA_FLOAT_UNALIGNED, from + j);
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }
}
