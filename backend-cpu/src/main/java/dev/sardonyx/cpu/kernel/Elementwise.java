package dev.sardonyx.cpu.kernel;

import dev.sardonyx.api.Deadline;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Elementwise functions over long runs, shared among threads. */
public final class Elementwise {
    /** Numbers per work item: they stay in the cache nearest to the core, and no item is too small for a thread. */
    private static final long CHUNK = 16_384;

    private final FloatKernels kernels;
    private final Parallel parallel;

    public Elementwise(FloatKernels kernels, Parallel parallel) {
        this.kernels = kernels;
        this.parallel = parallel;
    }

    /** As {@link FloatKernels#unary}. */
    public void unary(
            Activation f,
            MemorySegment in,
            long inOffset,
            MemorySegment out,
            long outOffset,
            long count,
            @Nullable Deadline deadline) {
        parallel.forRange(Math.ceilDiv(count, CHUNK), deadline, (item, slot) -> {
            long at = item * CHUNK;
            kernels.unary(f, in, inOffset + at, out, outOffset + at, Math.min(CHUNK, count - at));
        });
    }

    /** As {@link FloatKernels#binary}: one run. A caller with broadcasting loops over the outer axes. */
    public void binary(
            Binary f,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            MemorySegment out,
            long outOffset,
            long count,
            @Nullable Deadline deadline) {
        parallel.forRange(Math.ceilDiv(count, CHUNK), deadline, (item, slot) -> {
            long at = item * CHUNK;
            long some = Math.min(CHUNK, count - at);
            kernels.binary(
                    f, a, aOffset + at * aStep, aStep, b, bOffset + at * bStep, bStep, out, outOffset + at, some);
        });
    }

    /**
     * {@code rows} runs of {@code count} numbers: {@code out[row][i] = f(a[row * aStride + i * aStep], b[row * bStride
     * + i * bStep])}. A stride of 0 repeats an operand for each row.
     */
    public void binaryRows(
            Binary f,
            MemorySegment a,
            long aOffset,
            long aStride,
            int aStep,
            MemorySegment b,
            long bOffset,
            long bStride,
            int bStep,
            MemorySegment out,
            long outOffset,
            long rows,
            long count,
            @Nullable Deadline deadline) {
        long perItem = Math.max(1, CHUNK / Math.max(1, count));
        parallel.forRange(Math.ceilDiv(rows, perItem), deadline, (item, slot) -> {
            for (long row = item * perItem; row < Math.min(rows, (item + 1) * perItem); row++) {
                kernels.binary(
                        f,
                        a,
                        aOffset + row * aStride,
                        aStep,
                        b,
                        bOffset + row * bStride,
                        bStep,
                        out,
                        outOffset + row * count,
                        count);
            }
        });
    }
}
