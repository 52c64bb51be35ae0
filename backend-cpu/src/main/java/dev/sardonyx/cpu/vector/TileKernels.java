package dev.sardonyx.cpu.vector;

import static dev.sardonyx.cpu.vector.Width.BYTES;
import static dev.sardonyx.cpu.vector.Width.FLOATS;
import static dev.sardonyx.cpu.vector.Width.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The tiles of a matrix product: 6 rows and two vectors of columns.
 *
 * <p>Each tile is one method whose vectors are all local variables, because the JIT keeps them in registers only then.
 * Starting from zero and going on from C are two methods, and each operand is sliced once so that the loop counts from
 * zero in longs: put together, or with offsets into the whole segment, the loop runs up to four times slower.
 */
final class TileKernels {
    static final int ROWS = 6;

    private TileKernels() {}

    static void tile(
            MemorySegment aAll,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment cAll,
            long cOffset,
            long cStride) {
        MemorySegment a = aAll.asSlice(aOffset * 4, ((rows - 1) * aStride + depth) * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * 2 * BYTES);
        MemorySegment c = cAll.asSlice(cOffset * 4, 5 * cStride * 4 + 2 * BYTES);
        long c0 = 0;
        long c1 = c0 + cStride * 4;
        long c2 = c1 + cStride * 4;
        long c3 = c2 + cStride * 4;
        long c4 = c3 + cStride * 4;
        long c5 = c4 + cStride * 4;
        long a0 = 0;
        long a1 = Math.min(1, rows - 1) * aStride * 4;
        long a2 = Math.min(2, rows - 1) * aStride * 4;
        long a3 = Math.min(3, rows - 1) * aStride * 4;
        long a4 = Math.min(4, rows - 1) * aStride * 4;
        long a5 = Math.min(5, rows - 1) * aStride * 4;
        FloatVector l0 = FloatVector.zero(FLOATS);
        FloatVector h0 = FloatVector.zero(FLOATS);
        FloatVector l1 = FloatVector.zero(FLOATS);
        FloatVector h1 = FloatVector.zero(FLOATS);
        FloatVector l2 = FloatVector.zero(FLOATS);
        FloatVector h2 = FloatVector.zero(FLOATS);
        FloatVector l3 = FloatVector.zero(FLOATS);
        FloatVector h3 = FloatVector.zero(FLOATS);
        FloatVector l4 = FloatVector.zero(FLOATS);
        FloatVector h4 = FloatVector.zero(FLOATS);
        FloatVector l5 = FloatVector.zero(FLOATS);
        FloatVector h5 = FloatVector.zero(FLOATS);
        for (long k = 0, at = 0; k < depth * 4; k += 4, at += 2 * BYTES) {
            FloatVector low = FloatVector.fromMemorySegment(FLOATS, b, at, ORDER);
            FloatVector high = FloatVector.fromMemorySegment(FLOATS, b, at + BYTES, ORDER);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a0 + k));
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a1 + k));
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a2 + k));
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a3 + k));
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a4 + k));
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a5 + k));
            l5 = x5.fma(low, l5);
            h5 = x5.fma(high, h5);
        }
        l0.intoMemorySegment(c, c0, ORDER);
        h0.intoMemorySegment(c, c0 + BYTES, ORDER);
        l1.intoMemorySegment(c, c1, ORDER);
        h1.intoMemorySegment(c, c1 + BYTES, ORDER);
        l2.intoMemorySegment(c, c2, ORDER);
        h2.intoMemorySegment(c, c2 + BYTES, ORDER);
        l3.intoMemorySegment(c, c3, ORDER);
        h3.intoMemorySegment(c, c3 + BYTES, ORDER);
        l4.intoMemorySegment(c, c4, ORDER);
        h4.intoMemorySegment(c, c4 + BYTES, ORDER);
        l5.intoMemorySegment(c, c5, ORDER);
        h5.intoMemorySegment(c, c5 + BYTES, ORDER);
    }

    static void tileOnto(
            MemorySegment aAll,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment cAll,
            long cOffset,
            long cStride) {
        MemorySegment a = aAll.asSlice(aOffset * 4, ((rows - 1) * aStride + depth) * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * 2 * BYTES);
        MemorySegment c = cAll.asSlice(cOffset * 4, 5 * cStride * 4 + 2 * BYTES);
        long c0 = 0;
        long c1 = c0 + cStride * 4;
        long c2 = c1 + cStride * 4;
        long c3 = c2 + cStride * 4;
        long c4 = c3 + cStride * 4;
        long c5 = c4 + cStride * 4;
        long a0 = 0;
        long a1 = Math.min(1, rows - 1) * aStride * 4;
        long a2 = Math.min(2, rows - 1) * aStride * 4;
        long a3 = Math.min(3, rows - 1) * aStride * 4;
        long a4 = Math.min(4, rows - 1) * aStride * 4;
        long a5 = Math.min(5, rows - 1) * aStride * 4;
        FloatVector l0 = FloatVector.fromMemorySegment(FLOATS, c, c0, ORDER);
        FloatVector h0 = FloatVector.fromMemorySegment(FLOATS, c, c0 + BYTES, ORDER);
        FloatVector l1 = FloatVector.fromMemorySegment(FLOATS, c, c1, ORDER);
        FloatVector h1 = FloatVector.fromMemorySegment(FLOATS, c, c1 + BYTES, ORDER);
        FloatVector l2 = FloatVector.fromMemorySegment(FLOATS, c, c2, ORDER);
        FloatVector h2 = FloatVector.fromMemorySegment(FLOATS, c, c2 + BYTES, ORDER);
        FloatVector l3 = FloatVector.fromMemorySegment(FLOATS, c, c3, ORDER);
        FloatVector h3 = FloatVector.fromMemorySegment(FLOATS, c, c3 + BYTES, ORDER);
        FloatVector l4 = FloatVector.fromMemorySegment(FLOATS, c, c4, ORDER);
        FloatVector h4 = FloatVector.fromMemorySegment(FLOATS, c, c4 + BYTES, ORDER);
        FloatVector l5 = FloatVector.fromMemorySegment(FLOATS, c, c5, ORDER);
        FloatVector h5 = FloatVector.fromMemorySegment(FLOATS, c, c5 + BYTES, ORDER);
        for (long k = 0, at = 0; k < depth * 4; k += 4, at += 2 * BYTES) {
            FloatVector low = FloatVector.fromMemorySegment(FLOATS, b, at, ORDER);
            FloatVector high = FloatVector.fromMemorySegment(FLOATS, b, at + BYTES, ORDER);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a0 + k));
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a1 + k));
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a2 + k));
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a3 + k));
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a4 + k));
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a5 + k));
            l5 = x5.fma(low, l5);
            h5 = x5.fma(high, h5);
        }
        l0.intoMemorySegment(c, c0, ORDER);
        h0.intoMemorySegment(c, c0 + BYTES, ORDER);
        l1.intoMemorySegment(c, c1, ORDER);
        h1.intoMemorySegment(c, c1 + BYTES, ORDER);
        l2.intoMemorySegment(c, c2, ORDER);
        h2.intoMemorySegment(c, c2 + BYTES, ORDER);
        l3.intoMemorySegment(c, c3, ORDER);
        h3.intoMemorySegment(c, c3 + BYTES, ORDER);
        l4.intoMemorySegment(c, c4, ORDER);
        h4.intoMemorySegment(c, c4 + BYTES, ORDER);
        l5.intoMemorySegment(c, c5, ORDER);
        h5.intoMemorySegment(c, c5 + BYTES, ORDER);
    }

    static void row(
            MemorySegment aAll,
            long aOffset,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment cAll,
            long cOffset) {
        MemorySegment a = aAll.asSlice(aOffset * 4, depth * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * 2 * BYTES);
        MemorySegment c = cAll.asSlice(cOffset * 4, 2 * BYTES);
        long c0 = 0;
        long a0 = 0;
        FloatVector l0 = FloatVector.zero(FLOATS);
        FloatVector h0 = FloatVector.zero(FLOATS);
        for (long k = 0, at = 0; k < depth * 4; k += 4, at += 2 * BYTES) {
            FloatVector low = FloatVector.fromMemorySegment(FLOATS, b, at, ORDER);
            FloatVector high = FloatVector.fromMemorySegment(FLOATS, b, at + BYTES, ORDER);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a0 + k));
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
        }
        l0.intoMemorySegment(c, c0, ORDER);
        h0.intoMemorySegment(c, c0 + BYTES, ORDER);
    }

    static void rowOnto(
            MemorySegment aAll,
            long aOffset,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment cAll,
            long cOffset) {
        MemorySegment a = aAll.asSlice(aOffset * 4, depth * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * 2 * BYTES);
        MemorySegment c = cAll.asSlice(cOffset * 4, 2 * BYTES);
        long c0 = 0;
        long a0 = 0;
        FloatVector l0 = FloatVector.fromMemorySegment(FLOATS, c, c0, ORDER);
        FloatVector h0 = FloatVector.fromMemorySegment(FLOATS, c, c0 + BYTES, ORDER);
        for (long k = 0, at = 0; k < depth * 4; k += 4, at += 2 * BYTES) {
            FloatVector low = FloatVector.fromMemorySegment(FLOATS, b, at, ORDER);
            FloatVector high = FloatVector.fromMemorySegment(FLOATS, b, at + BYTES, ORDER);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, a0 + k));
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
        }
        l0.intoMemorySegment(c, c0, ORDER);
        h0.intoMemorySegment(c, c0 + BYTES, ORDER);
    }
}
