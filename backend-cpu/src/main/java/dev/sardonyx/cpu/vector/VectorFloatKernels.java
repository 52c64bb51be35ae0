package dev.sardonyx.cpu.vector;

import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.kernel.Binary;
import dev.sardonyx.cpu.kernel.FloatKernels;
import java.lang.foreign.MemorySegment;

/** The kernels on the Vector API. Its width is fixed when the JVM starts. */
public final class VectorFloatKernels implements FloatKernels {
    @Override
    public String instructionSet() {
        int bits = Width.FLOATS.vectorBitSize();
        String arch = System.getProperty("os.arch", "");
        String name = arch.equals("aarch64")
                ? (bits == 128 ? "NEON" : "SVE")
                : switch (bits) {
                    case 512 -> "AVX-512";
                    case 256 -> "AVX2";
                    default -> "SSE";
                };
        return "Vector API, " + bits + " bits (" + name + ")";
    }

    @Override
    public int lanes() {
        return Width.LANES;
    }

    @Override
    public int tileRows() {
        return TileKernels.ROWS;
    }

    @Override
    public int tileColumns() {
        return 2 * Width.LANES;
    }

    @Override
    public void tile(
            MemorySegment a,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment b,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset,
            long cStride) {
        TileKernels.tile(a, aOffset, aStride, rows, b, bOffset, depth, c, cOffset, cStride);
    }

    @Override
    public void tileOnto(
            MemorySegment a,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment b,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset,
            long cStride) {
        TileKernels.tileOnto(a, aOffset, aStride, rows, b, bOffset, depth, c, cOffset, cStride);
    }

    @Override
    public void row(
            MemorySegment a, long aOffset, MemorySegment b, long bOffset, long depth, MemorySegment c, long cOffset) {
        TileKernels.row(a, aOffset, b, bOffset, depth, c, cOffset);
    }

    @Override
    public void rowOnto(
            MemorySegment a, long aOffset, MemorySegment b, long bOffset, long depth, MemorySegment c, long cOffset) {
        TileKernels.rowOnto(a, aOffset, b, bOffset, depth, c, cOffset);
    }

    @Override
    public void finishRows(
            MemorySegment c,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment bias,
            long biasOffset,
            long biasStride,
            float low,
            float high) {
        FinishKernels.finishRows(c, cOffset, cStride, rows, columns, bias, biasOffset, biasStride, low, high);
    }

    @Override
    public void finishRowsResidual(
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
            float high) {
        FinishKernels.finishRowsResidual(
                c,
                cOffset,
                cStride,
                rows,
                columns,
                bias,
                biasOffset,
                biasStride,
                residual,
                residualOffset,
                residualStride,
                low,
                high);
    }

    @Override
    public void finishColumns(
            MemorySegment c,
            long cOffset,
            long cStride,
            long rows,
            long columns,
            MemorySegment bias,
            long biasOffset,
            float low,
            float high) {
        FinishKernels.finishColumns(c, cOffset, cStride, rows, columns, bias, biasOffset, low, high);
    }

    @Override
    public void finishColumnsResidual(
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
            float high) {
        FinishKernels.finishColumnsResidual(
                c,
                cOffset,
                cStride,
                rows,
                columns,
                bias,
                biasOffset,
                residual,
                residualOffset,
                residualStride,
                low,
                high);
    }

    @Override
    public void packRuns(
            MemorySegment x,
            long[] runSource,
            int[] runColumn,
            int runs,
            long[] taps,
            int firstTap,
            int depth,
            long limit,
            MemorySegment panel,
            long panelOffset) {
        ConvKernels.packRuns(x, runSource, runColumn, runs, taps, firstTap, depth, limit, panel, panelOffset);
    }

    @Override
    public void depthwiseRow(
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
            float high) {
        ConvKernels.depthwiseRow(x, xOffset, taps, w, wOffset, out, outOffset, count, bias, low, high);
    }

    @Override
    public void unary(Activation f, MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        ElementKernels.unary(f, in, inOffset, out, outOffset, count);
    }

    @Override
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
            long count) {
        ElementKernels.binary(f, a, aOffset, aStep, b, bOffset, bStep, out, outOffset, count);
    }

    @Override
    public void softmaxRow(MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        RowKernels.softmaxRow(in, inOffset, out, outOffset, count);
    }

    @Override
    public void logSoftmaxRow(MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        RowKernels.logSoftmaxRow(in, inOffset, out, outOffset, count);
    }

    @Override
    public double sum(MemorySegment in, long inOffset, long count) {
        return RowKernels.sum(in, inOffset, count);
    }

    @Override
    public double sumOfSquares(MemorySegment in, long inOffset, long count, float center) {
        return RowKernels.sumOfSquares(in, inOffset, count, center);
    }

    @Override
    public float max(MemorySegment in, long inOffset, long count) {
        return RowKernels.max(in, inOffset, count);
    }

    @Override
    public float min(MemorySegment in, long inOffset, long count) {
        return RowKernels.min(in, inOffset, count);
    }

    @Override
    public void normalizeRow(
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
            long count) {
        RowKernels.normalizeRow(
                in, inOffset, center, factor, scale, scaleOffset, bias, biasOffset, out, outOffset, count);
    }
}
