package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Moves elements of 1, 2, 4 or 8 bytes between two strided layouts: transposition, slices with steps of either sign,
 * broadcasting (a source stride of 0), concatenation and splitting. Bits are copied as they are.
 */
public final class StridedCopy {
    /** Both sides of a square that fits the cache nearest to the core. */
    private static final long BLOCK = 16;

    private StridedCopy() {}

    /**
     * Copies {@code to[toOffset + sum of i[d] * toStrides[d]] = from[fromOffset + sum of i[d] * fromStrides[d]]} for
     * every index i below {@code sizes}. The segments must not overlap.
     *
     * @param elementBytes the size of an element, in which offsets and strides count
     */
    public static void copy(
            MemorySegment from,
            long fromOffset,
            long[] fromStrides,
            MemorySegment to,
            long toOffset,
            long[] toStrides,
            long[] sizes,
            int elementBytes) {
        long[] n = new long[sizes.length];
        long[] f = new long[sizes.length];
        long[] t = new long[sizes.length];
        int rank = 0;
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] == 0) {
                return;
            }
            if (sizes[d] == 1) {
                continue;
            }
            int before = rank - 1;
            if (before >= 0 && f[before] == fromStrides[d] * sizes[d] && t[before] == toStrides[d] * sizes[d]) {
                n[before] *= sizes[d];
                f[before] = fromStrides[d];
                t[before] = toStrides[d];
            } else {
                n[rank] = sizes[d];
                f[rank] = fromStrides[d];
                t[rank] = toStrides[d];
                rank++;
            }
        }
        if (rank == 0) {
            MemorySegment.copy(from, fromOffset * elementBytes, to, toOffset * elementBytes, elementBytes);
            return;
        }
        // The innermost loop runs over the last axis; the one around it over the axis along which the source is dense.
        int last = rank - 1;
        int second = -1;
        boolean run = f[last] == 1 && t[last] == 1;
        if (!run) {
            for (int d = last - 1; d >= 0; d--) {
                if (second < 0 || Math.abs(f[d]) < Math.abs(f[second])) {
                    second = f[d] == 0 && second >= 0 ? second : d;
                }
            }
        }
        long outer = 1;
        for (int d = 0; d < last; d++) {
            outer *= d == second ? 1 : n[d];
        }
        long[] index = new long[rank];
        long at = fromOffset;
        long target = toOffset;
        for (long o = 0; o < outer; o++) {
            if (run) {
                MemorySegment.copy(from, at * elementBytes, to, target * elementBytes, n[last] * elementBytes);
            } else {
                long rows = second < 0 ? 1 : n[second];
                long fromRow = second < 0 ? 0 : f[second];
                long toRow = second < 0 ? 0 : t[second];
                switch (elementBytes) {
                    case 1 -> bytes(from, at, fromRow, f[last], to, target, toRow, t[last], rows, n[last]);
                    case 2 -> shorts(from, at, fromRow, f[last], to, target, toRow, t[last], rows, n[last]);
                    case 4 -> ints(from, at, fromRow, f[last], to, target, toRow, t[last], rows, n[last]);
                    case 8 -> longs(from, at, fromRow, f[last], to, target, toRow, t[last], rows, n[last]);
                    default -> throw new IllegalArgumentException("elements of " + elementBytes + " bytes");
                }
            }
            for (int d = last - 1; d >= 0; d--) {
                if (d == second) {
                    continue;
                }
                at += f[d];
                target += t[d];
                if (++index[d] < n[d]) {
                    break;
                }
                at -= f[d] * n[d];
                target -= t[d] * n[d];
                index[d] = 0;
            }
        }
    }

    /** Writes a dense tensor whose axis d is the source's axis {@code permutation[d]}; the source is dense too. */
    public static void transpose(
            MemorySegment from,
            long fromOffset,
            long[] fromSizes,
            int[] permutation,
            MemorySegment to,
            long toOffset,
            int elementBytes) {
        long[] dense = denseStrides(fromSizes);
        long[] sizes = new long[fromSizes.length];
        long[] strides = new long[fromSizes.length];
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = fromSizes[permutation[d]];
            strides[d] = dense[permutation[d]];
        }
        copy(from, fromOffset, strides, to, toOffset, denseStrides(sizes), sizes, elementBytes);
    }

    /** Strides of a tensor without gaps. */
    public static long[] denseStrides(long[] sizes) {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int d = sizes.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= sizes[d];
        }
        return strides;
    }

    private static void bytes(
            MemorySegment from,
            long at,
            long fromRow,
            long fromStep,
            MemorySegment to,
            long target,
            long toRow,
            long toStep,
            long rows,
            long count) {
        for (long i0 = 0; i0 < rows; i0 += BLOCK) {
            for (long j0 = 0; j0 < count; j0 += BLOCK) {
                for (long i = i0; i < Math.min(rows, i0 + BLOCK); i++) {
                    long read = (at + i * fromRow + j0 * fromStep);
                    long write = (target + i * toRow + j0 * toStep);
                    for (long j = Math.min(BLOCK, count - j0); j > 0; j--, read += fromStep, write += toStep) {
                        to.set(JAVA_BYTE, write, from.get(JAVA_BYTE, read));
                    }
                }
            }
        }
    }

    private static void shorts(
            MemorySegment from,
            long at,
            long fromRow,
            long fromStep,
            MemorySegment to,
            long target,
            long toRow,
            long toStep,
            long rows,
            long count) {
        for (long i0 = 0; i0 < rows; i0 += BLOCK) {
            for (long j0 = 0; j0 < count; j0 += BLOCK) {
                for (long i = i0; i < Math.min(rows, i0 + BLOCK); i++) {
                    long read = (at + i * fromRow + j0 * fromStep) * 2;
                    long write = (target + i * toRow + j0 * toStep) * 2;
                    for (long j = Math.min(BLOCK, count - j0); j > 0; j--, read += fromStep * 2, write += toStep * 2) {
                        to.set(JAVA_SHORT_UNALIGNED, write, from.get(JAVA_SHORT_UNALIGNED, read));
                    }
                }
            }
        }
    }

    private static void ints(
            MemorySegment from,
            long at,
            long fromRow,
            long fromStep,
            MemorySegment to,
            long target,
            long toRow,
            long toStep,
            long rows,
            long count) {
        for (long i0 = 0; i0 < rows; i0 += BLOCK) {
            for (long j0 = 0; j0 < count; j0 += BLOCK) {
                for (long i = i0; i < Math.min(rows, i0 + BLOCK); i++) {
                    long read = (at + i * fromRow + j0 * fromStep) * 4;
                    long write = (target + i * toRow + j0 * toStep) * 4;
                    for (long j = Math.min(BLOCK, count - j0); j > 0; j--, read += fromStep * 4, write += toStep * 4) {
                        to.set(JAVA_INT_UNALIGNED, write, from.get(JAVA_INT_UNALIGNED, read));
                    }
                }
            }
        }
    }

    private static void longs(
            MemorySegment from,
            long at,
            long fromRow,
            long fromStep,
            MemorySegment to,
            long target,
            long toRow,
            long toStep,
            long rows,
            long count) {
        for (long i0 = 0; i0 < rows; i0 += BLOCK) {
            for (long j0 = 0; j0 < count; j0 += BLOCK) {
                for (long i = i0; i < Math.min(rows, i0 + BLOCK); i++) {
                    long read = (at + i * fromRow + j0 * fromStep) * 8;
                    long write = (target + i * toRow + j0 * toStep) * 8;
                    for (long j = Math.min(BLOCK, count - j0); j > 0; j--, read += fromStep * 8, write += toStep * 8) {
                        to.set(JAVA_LONG_UNALIGNED, write, from.get(JAVA_LONG_UNALIGNED, read));
                    }
                }
            }
        }
    }
}
