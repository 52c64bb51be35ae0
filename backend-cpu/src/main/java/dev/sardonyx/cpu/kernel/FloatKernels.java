package dev.sardonyx.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The innermost loops on float32, in two forms: plain Java and the Vector API. {@link KernelLookup} chooses one form
 * when the JVM starts.
 *
 * <p>Offsets and strides count elements. Segments are native. A method may be called from any thread.
 */
public interface FloatKernels {
    /** What the kernels run on, for people. */
    String instructionSet();

    /** How many numbers one step of a loop handles. */
    int lanes();

    /** Rows of a tile of a matrix product. */
    int tileRows();

    /** Columns of a tile of a matrix product, and of a packed panel. */
    int tileColumns();

    /**
     * One tile of a matrix product: C = A B. A has {@code rows} rows, and C {@link #tileRows} of them: those past
     * {@code rows} receive copies of the last one. B is a panel of {@code depth} rows and {@link #tileColumns} columns
     * without gaps.
     *
     * @param rows from 1 to {@link #tileRows}
     */
    void tile(
            MemorySegment a,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment b,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset,
            long cStride);

    /** As {@link #tile}, going on from the sums that C holds: C += A B, in the same order as one longer tile. */
    void tileOnto(
            MemorySegment a,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment b,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset,
            long cStride);

    /** As {@link #tile} for one row, and without copies of it; gives the same bits. */
    void row(MemorySegment a, long aOffset, MemorySegment b, long bOffset, long depth, MemorySegment c, long cOffset);

    /** As {@link #tileOnto} for one row. */
    void rowOnto(
            MemorySegment a, long aOffset, MemorySegment b, long bOffset, long depth, MemorySegment c, long cOffset);

    /** Adds {@code bias[row * biasStride]} to each row of C, then limits to {@code low} and {@code high}. */
    void finishRows(
            MemorySegment c,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment bias,
            long biasOffset,
            long biasStride,
            float low,
            float high);

    /** As {@link #finishRows}, and adds {@code residual[row][column]} after the bias. */
    void finishRowsResidual(
            MemorySegment c,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment bias,
            long biasOffset,
            long biasStride,
            MemorySegment residual,
            long residualOffset,
            long residualStride,
            float low,
            float high);

    /** Adds {@code bias[column]} to each row of C, then limits to {@code low} and {@code high}. */
    void finishColumns(
            MemorySegment c,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment bias,
            long biasOffset,
            float low,
            float high);

    /** As {@link #finishColumns}, and adds {@code residual[row][column]} after the bias. */
    void finishColumnsResidual(
            MemorySegment c,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment bias,
            long biasOffset,
            MemorySegment residual,
            long residualOffset,
            long residualStride,
            float low,
            float high);

    /**
     * Copies runs of the input into a panel: for each of {@code depth} rows k of the panel and each run r, the numbers
     * from {@code runSource[r] + taps[k]} on go to column {@code runColumn[r]}. A run may write past its end, into the
     * next run or row, which comes later; the panel therefore needs {@link #tileColumns} numbers of slack, and no
     * number at or past {@code limit} in the input is read: zeros stand for them.
     */
    void packRuns(
            MemorySegment x,
            long[] runSource,
            int[] runColumn,
            int runs,
            long[] taps,
            int firstTap,
            int depth,
            long limit,
            MemorySegment panel,
            long panelOffset);

    /**
     * One row of a depthwise convolution: {@code out[i] = sum over t of w[t] * x[xOffset + taps[t] + i]}, in the order
     * of t, plus the bias, limited to {@code low} and {@code high}.
     */
    void depthwiseRow(
            MemorySegment x,
            long xOffset,
            long[] taps,
            MemorySegment w,
            long wOffset,
            MemorySegment out,
            long outOffset,
            long count,
            float bias,
            float low,
            float high);

    /** {@code out[i] = f(in[i])}; {@code out} may be {@code in} at the same offset. */
    void unary(Activation f, MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count);

    /**
     * {@code out[i] = f(a[i * aStep], b[i * bStep])} with steps 0 or 1; {@code out} may be an operand of step 1 at the
     * same offset.
     */
    void binary(
            Binary f,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            MemorySegment out,
            long outOffset,
            long count);

    /** e^(x - max) / sum over one row; NaN everywhere if the row has a NaN, +infinity, or only -infinity. */
    void softmaxRow(MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count);

    /** x - max - log(sum of e^(x - max)) over one row. */
    void logSoftmaxRow(MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count);

    /** Sum over a contiguous run. */
    double sum(MemorySegment in, long inOffset, long count);

    /** Sum of squares of {@code x - center} over a contiguous run. */
    double sumOfSquares(MemorySegment in, long inOffset, long count, float center);

    /** Largest number of a run, NaN if there is one, -infinity for an empty run. */
    float max(MemorySegment in, long inOffset, long count);

    /** Smallest number of a run, NaN if there is one, +infinity for an empty run. */
    float min(MemorySegment in, long inOffset, long count);

    /** {@code out[i] = (x[i] - center) * factor * scale[i] + bias[i]}. */
    void normalizeRow(
            MemorySegment in,
            long inOffset,
            float center,
            float factor,
            MemorySegment scale,
            long scaleOffset,
            MemorySegment bias,
            long biasOffset,
            MemorySegment out,
            long outOffset,
            long count);
}
