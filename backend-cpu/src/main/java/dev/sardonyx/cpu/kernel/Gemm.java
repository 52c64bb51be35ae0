package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.api.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products C = A B + bias + residual, then an activation; A is M by K, B is K by N, rows are contiguous.
 *
 * <p>Every element of C is the sum over k in ascending order, each product fused with its addition where the kernels
 * do so, whatever tile it falls into and however K is cut. A row of C therefore has the same bits whether it is
 * computed alone or among others.
 */
public final class Gemm {
    /** K is cut into pieces of this many rows once it exceeds {@link #DEPTH_UNCUT}, so that a panel stays in cache. */
    static final int DEPTH_BLOCK = 512;

    static final int DEPTH_UNCUT = 768;

    /** Columns of C that one work item covers. */
    private static final int COLUMN_BLOCK = 256;

    /** Work items below this many multiplications are not worth a thread. */
    private static final long SMALLEST_ITEM = 200_000;

    private static final MemorySegment ZERO = Arena.global().allocate(64, 64);

    private final FloatKernels kernels;
    private final Parallel parallel;

    public Gemm(FloatKernels kernels, Parallel parallel) {
        this.kernels = kernels;
        this.parallel = parallel;
    }

    /** Bytes that a packed K by N matrix takes. */
    public long packedBytes(long depth, long columns) {
        int width = kernels.tileColumns();
        return Math.multiplyExact(Math.ceilDiv(columns, width) * width * 4, depth);
    }

    /**
     * Packs B once, for many products.
     *
     * @param b where B is; K by N, or N by K if {@code transposed}
     * @param stride from one stored row to the next
     * @param allocator gives the memory, which lives as long as the packed matrix
     */
    public PackedMatrix pack(
            MemorySegment b,
            long offset,
            long depth,
            long columns,
            long stride,
            boolean transposed,
            SegmentAllocator allocator) {
        MemorySegment data = allocator.allocate(Math.max(64, packedBytes(depth, columns)), 64);
        return packInto(b, offset, depth, columns, stride, transposed, data, 0, null);
    }

    /** Packs B into scratch of {@link #packedBytes}, for one product whose B is not constant. */
    public PackedMatrix packInto(
            MemorySegment b,
            long offset,
            long depth,
            long columns,
            long stride,
            boolean transposed,
            MemorySegment scratch,
            long scratchOffset,
            @Nullable Deadline deadline) {
        int width = kernels.tileColumns();
        long panels = Math.ceilDiv(columns, width);
        long panelsPerItem = Math.max(1, SMALLEST_ITEM / 16 / Math.max(1, depth * width));
        parallel.forRange(Math.ceilDiv(panels, panelsPerItem), deadline, (item, slot) -> {
            long end = Math.min(panels, (item + 1) * panelsPerItem);
            for (long panel = item * panelsPerItem; panel < end; panel++) {
                long first = panel * width;
                int used = (int) Math.min(width, columns - first);
                long to = scratchOffset + panel * width * depth;
                if (transposed) {
                    packTransposed(b, offset + first * stride, depth, used, stride, scratch, to, width);
                } else {
                    packStraight(b, offset + first, depth, used, stride, scratch, to, width);
                }
            }
        });
        return new PackedMatrix(scratch, scratchOffset, depth, columns);
    }

    private static void packStraight(
            MemorySegment b, long from, long depth, int used, long stride, MemorySegment panel, long to, int width) {
        for (long k = 0; k < depth; k++) {
            MemorySegment.copy(b, (from + k * stride) * 4, panel, (to + k * width) * 4, used * 4L);
            for (int j = used; j < width; j++) {
                panel.set(JAVA_FLOAT_UNALIGNED, (to + k * width + j) * 4, 0f);
            }
        }
    }

    private static void packTransposed(
            MemorySegment b, long from, long depth, int used, long stride, MemorySegment panel, long to, int width) {
        for (int j = 0; j < width; j++) {
            long column = (from + j * stride) * 4;
            long at = (to + j) * 4;
            if (j < used) {
                for (long k = 0; k < depth; k++) {
                    panel.set(JAVA_FLOAT_UNALIGNED, at + k * width * 4L, b.get(JAVA_FLOAT_UNALIGNED, column + k * 4));
                }
            } else {
                for (long k = 0; k < depth; k++) {
                    panel.set(JAVA_FLOAT_UNALIGNED, at + k * width * 4L, 0f);
                }
            }
        }
    }

    /**
     * Multiplies.
     *
     * @param rows rows M of A and C
     * @param aStride from one row of A to the next
     * @param cStride from one row of C to the next; C must not overlap an operand
     */
    public void multiply(
            long rows,
            MemorySegment a,
            long aOffset,
            long aStride,
            PackedMatrix b,
            MemorySegment c,
            long cOffset,
            long cStride,
            Epilogue epilogue,
            @Nullable Deadline deadline) {
        if (rows == 0 || b.columns() == 0) {
            return;
        }
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        long depth = b.depth();
        long columnBlock = (long) (COLUMN_BLOCK / width) * width;
        long rowBlock = 16L * height;
        if (parallel.threads() > 1) {
            // Halve the blocks until there is work for everybody, or an item would be too small.
            long wanted = 3L * parallel.threads();
            while (Math.ceilDiv(rows, rowBlock) * Math.ceilDiv(b.columns(), columnBlock) < wanted
                    && Math.min(rows, rowBlock) * columnBlock * Math.max(1, depth) > 2 * SMALLEST_ITEM) {
                if (Math.min(rows, rowBlock) > 4L * height) {
                    rowBlock = Math.ceilDiv(rowBlock / height, 2) * height;
                } else if (columnBlock > width) {
                    columnBlock = Math.ceilDiv(columnBlock / width, 2) * width;
                } else {
                    break;
                }
            }
        }
        long blockRows = rowBlock;
        long blockColumns = columnBlock;
        long across = Math.ceilDiv(b.columns(), blockColumns);
        parallel.forRange(Math.ceilDiv(rows, blockRows) * across, deadline, (item, slot) -> {
            long row = item / across * blockRows;
            long column = item % across * blockColumns;
            block(
                    row,
                    Math.min(blockRows, rows - row),
                    column,
                    Math.min(blockColumns, b.columns() - column),
                    a,
                    aOffset,
                    aStride,
                    b,
                    c,
                    cOffset,
                    cStride,
                    epilogue);
        });
    }

    private void block(
            long row,
            long rows,
            long column,
            long columns,
            MemorySegment a,
            long aOffset,
            long aStride,
            PackedMatrix b,
            MemorySegment c,
            long cOffset,
            long cStride,
            Epilogue epilogue) {
        int width = kernels.tileColumns();
        long depth = b.depth();
        long piece = depth <= DEPTH_UNCUT ? depth : DEPTH_BLOCK;
        long k = 0;
        do {
            long length = Math.min(piece, depth - k);
            for (long j = 0; j < columns; j += width) {
                int used = (int) Math.min(width, columns - j);
                long panel = b.offset() + (column + j) * depth + k * width;
                strip(
                        kernels,
                        rows,
                        a,
                        aOffset + row * aStride + k,
                        aStride,
                        b.data(),
                        panel,
                        length,
                        used,
                        c,
                        cOffset + row * cStride + column + j,
                        cStride,
                        k > 0);
                if (k + length == depth) {
                    finish(epilogue, row, rows, column + j, used, c, cOffset, cStride);
                }
            }
            k += length;
        } while (k < depth);
    }

    /** All rows of a block times one panel. */
    static void strip(
            FloatKernels kernels,
            long rows,
            MemorySegment a,
            long aOffset,
            long aStride,
            MemorySegment b,
            long bOffset,
            long depth,
            int columns,
            MemorySegment c,
            long cOffset,
            long cStride,
            boolean onto) {
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        for (long i = 0; i < rows; i += height) {
            int used = (int) Math.min(height, rows - i);
            long from = aOffset + i * aStride;
            long to = cOffset + i * cStride;
            MemorySegment tile = c;
            long tileOffset = to;
            long tileStride = cStride;
            boolean edge = columns < width || (used < height && used > 1);
            if (edge) {
                tile = Scratch.ofThread();
                tileOffset = 0;
                tileStride = width;
                if (onto) {
                    copyTile(c, to, cStride, tile, 0, width, used, columns);
                }
            }
            if (used == 1) {
                if (onto) {
                    kernels.rowOnto(a, from, b, bOffset, depth, tile, tileOffset);
                } else {
                    kernels.row(a, from, b, bOffset, depth, tile, tileOffset);
                }
            } else if (onto) {
                kernels.tileOnto(a, from, aStride, used, b, bOffset, depth, tile, tileOffset, tileStride);
            } else {
                kernels.tile(a, from, aStride, used, b, bOffset, depth, tile, tileOffset, tileStride);
            }
            if (edge) {
                copyTile(tile, 0, width, c, to, cStride, used, columns);
            }
        }
    }

    private static void copyTile(
            MemorySegment from,
            long fromOffset,
            long fromStride,
            MemorySegment to,
            long toOffset,
            long toStride,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(
                    from, (fromOffset + i * fromStride) * 4, to, (toOffset + i * toStride) * 4, columns * 4L);
        }
    }

    private void finish(
            Epilogue e, long row, long rows, long column, long columns, MemorySegment c, long cOffset, long cStride) {
        Activation activation = e.activation();
        long at = cOffset + row * cStride + column;
        MemorySegment bias = e.bias();
        MemorySegment residual = e.residual();
        float low = activation.isClamp() ? activation.low() : Float.NEGATIVE_INFINITY;
        float high = activation.isClamp() ? activation.high() : Float.POSITIVE_INFINITY;
        long residualAt = e.residualOffset() + row * e.residualStride() + column;
        if (bias != null) {
            long biasAt = e.biasOffset() + column;
            if (residual != null) {
                kernels.finishColumnsResidual(
                        c,
                        at,
                        cStride,
                        rows,
                        columns,
                        bias,
                        biasAt,
                        residual,
                        residualAt,
                        e.residualStride(),
                        low,
                        high);
            } else {
                kernels.finishColumns(c, at, cStride, rows, columns, bias, biasAt, low, high);
            }
        } else if (residual != null) {
            kernels.finishRowsResidual(
                    c, at, cStride, rows, columns, ZERO, 0, 0, residual, residualAt, e.residualStride(), low, high);
        } else if (activation.isClamp() && activation.kind() != Unary.IDENTITY) {
            kernels.finishRows(c, at, cStride, rows, columns, ZERO, 0, 0, low, high);
        }
        if (!activation.isClamp()) {
            for (long i = 0; i < rows; i++) {
                kernels.unary(activation, c, at + i * cStride, c, at + i * cStride, columns);
            }
        }
    }
}
