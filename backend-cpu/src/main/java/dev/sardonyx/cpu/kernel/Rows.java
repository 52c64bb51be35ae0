package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.api.Deadline;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Softmax, normalisations and reductions over rows of contiguous numbers, the rows shared among threads. The bits of a
 * row's result depend on that row only.
 */
public final class Rows {
    private static final long CHUNK = 16_384;

    private final FloatKernels kernels;
    private final Parallel parallel;

    public Rows(FloatKernels kernels, Parallel parallel) {
        this.kernels = kernels;
        this.parallel = parallel;
    }

    @FunctionalInterface
    private interface Row {
        void run(long row);
    }

    private void forRows(long rows, long length, @Nullable Deadline deadline, Row body) {
        long perItem = Math.max(1, CHUNK / Math.max(1, length));
        parallel.forRange(Math.ceilDiv(rows, perItem), deadline, (item, slot) -> {
            for (long row = item * perItem; row < Math.min(rows, (item + 1) * perItem); row++) {
                body.run(row);
            }
        });
    }

    /** Softmax of each row; {@code out} may be {@code in}. */
    public void softmax(
            MemorySegment in,
            long inOffset,
            MemorySegment out,
            long outOffset,
            long rows,
            long length,
            @Nullable Deadline deadline) {
        forRows(
                rows,
                length,
                deadline,
                row -> kernels.softmaxRow(in, inOffset + row * length, out, outOffset + row * length, length));
    }

    /** Logarithm of the softmax of each row; {@code out} may be {@code in}. */
    public void logSoftmax(
            MemorySegment in,
            long inOffset,
            MemorySegment out,
            long outOffset,
            long rows,
            long length,
            @Nullable Deadline deadline) {
        forRows(
                rows,
                length,
                deadline,
                row -> kernels.logSoftmaxRow(in, inOffset + row * length, out, outOffset + row * length, length));
    }

    /**
     * (x - mean) / sqrt(variance + epsilon) * scale + bias for each row, the mean first and the variance around it
     * second.
     *
     * @param scale one number per column
     * @param bias one number per column; zeros where the operator has none
     * @param means receives the mean of each row, or null
     * @param inverses receives 1 / sqrt(variance + epsilon) of each row, or null
     */
    public void layerNorm(
            MemorySegment in,
            long inOffset,
            MemorySegment scale,
            long scaleOffset,
            MemorySegment bias,
            long biasOffset,
            double epsilon,
            MemorySegment out,
            long outOffset,
            long rows,
            long length,
            @Nullable MemorySegment means,
            @Nullable MemorySegment inverses,
            @Nullable Deadline deadline) {
        forRows(rows, length, deadline, row -> {
            long from = inOffset + row * length;
            float mean = (float) (kernels.sum(in, from, length) / length);
            double variance = kernels.sumOfSquares(in, from, length, mean) / length;
            float inverse = (float) (1 / Math.sqrt(variance + epsilon));
            if (means != null) {
                means.set(JAVA_FLOAT_UNALIGNED, row * 4, mean);
            }
            if (inverses != null) {
                inverses.set(JAVA_FLOAT_UNALIGNED, row * 4, inverse);
            }
            kernels.normalizeRow(
                    in,
                    from,
                    mean,
                    inverse,
                    scale,
                    scaleOffset,
                    bias,
                    biasOffset,
                    out,
                    outOffset + row * length,
                    length);
        });
    }

    /** x / sqrt(mean of squares + epsilon) * scale + bias for each row. */
    public void rmsNorm(
            MemorySegment in,
            long inOffset,
            MemorySegment scale,
            long scaleOffset,
            MemorySegment bias,
            long biasOffset,
            double epsilon,
            MemorySegment out,
            long outOffset,
            long rows,
            long length,
            @Nullable Deadline deadline) {
        forRows(rows, length, deadline, row -> {
            long from = inOffset + row * length;
            double square = kernels.sumOfSquares(in, from, length, 0) / length;
            float inverse = (float) (1 / Math.sqrt(square + epsilon));
            kernels.normalizeRow(
                    in, from, 0, inverse, scale, scaleOffset, bias, biasOffset, out, outOffset + row * length, length);
        });
    }

    /** {@code out[row]} = the reduction of each row: over the last axes. Global pooling is this with MEAN or MAX. */
    public void reduceInner(
            Reduction f,
            MemorySegment in,
            long inOffset,
            MemorySegment out,
            long outOffset,
            long rows,
            long length,
            @Nullable Deadline deadline) {
        forRows(rows, length, deadline, row -> {
            long from = inOffset + row * length;
            float result = switch (f) {
                case SUM -> (float) kernels.sum(in, from, length);
                case MEAN -> (float) (kernels.sum(in, from, length) / length);
                case MAX -> kernels.max(in, from, length);
                case MIN -> kernels.min(in, from, length);
            };
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + row) * 4, result);
        });
    }

    /**
     * {@code out[b][i]} = the reduction over j of {@code in[b][j][i]}: over a middle or first axis. The numbers of one
     * result are added in the order of j, in float.
     */
    public void reduceOuter(
            Reduction f,
            MemorySegment in,
            long inOffset,
            MemorySegment out,
            long outOffset,
            long blocks,
            long length,
            long inner,
            @Nullable Deadline deadline) {
        Binary step = switch (f) {
            case SUM, MEAN -> Binary.ADD;
            case MAX -> Binary.MAX;
            case MIN -> Binary.MIN;
        };
        float start = switch (f) {
            case SUM, MEAN -> 0f;
            case MAX -> Float.NEGATIVE_INFINITY;
            case MIN -> Float.POSITIVE_INFINITY;
        };
        long piece = 1024;
        long across = Math.ceilDiv(inner, piece);
        parallel.forRange(blocks * across, deadline, (item, slot) -> {
            long i = item % across * piece;
            long count = Math.min(piece, inner - i);
            long to = outOffset + item / across * inner + i;
            for (long k = 0; k < count; k++) {
                out.set(JAVA_FLOAT_UNALIGNED, (to + k) * 4, start);
            }
            long from = inOffset + item / across * length * inner + i;
            for (long j = 0; j < length; j++) {
                kernels.binary(step, out, to, 1, in, from + j * inner, 1, out, to, count);
            }
            if (f == Reduction.MEAN) {
                for (long k = 0; k < count; k++) {
                    float sum = out.get(JAVA_FLOAT_UNALIGNED, (to + k) * 4);
                    out.set(JAVA_FLOAT_UNALIGNED, (to + k) * 4, sum / length);
                }
            }
        });
    }
}
