package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * The kernels in plain Java, for a JVM without the Vector API and as the reference of the vector kernels.
 *
 * <p>Products are rounded before they are added: {@link Math#fma} is very slow where the JIT has no instruction for it.
 * The bits therefore differ from the vector kernels', within the same error bound.
 */
public final class PlainFloatKernels implements FloatKernels {
    private static final int ROWS = 4;
    private static final int COLUMNS = 4;

    @Override
    public String instructionSet() {
        return "plain Java";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int tileRows() {
        return ROWS;
    }

    @Override
    public int tileColumns() {
        return COLUMNS;
    }

    @Override
    public void tile(
            MemorySegment aAll,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset,
            long cStride) {
        MemorySegment a = aAll.asSlice(aOffset * 4, ((rows - 1) * aStride + depth) * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * COLUMNS * 4);
        long a0 = 0;
        long c0 = cOffset * 4;
        long a1 = Math.min(1, rows - 1) * aStride * 4;
        long c1 = c0 + cStride * 4;
        long a2 = Math.min(2, rows - 1) * aStride * 4;
        long c2 = c1 + cStride * 4;
        long a3 = Math.min(3, rows - 1) * aStride * 4;
        long c3 = c2 + cStride * 4;
        float s00 = 0;
        float s01 = 0;
        float s02 = 0;
        float s03 = 0;
        float s10 = 0;
        float s11 = 0;
        float s12 = 0;
        float s13 = 0;
        float s20 = 0;
        float s21 = 0;
        float s22 = 0;
        float s23 = 0;
        float s30 = 0;
        float s31 = 0;
        float s32 = 0;
        float s33 = 0;
        for (long k = 0; k < depth * 4; k += 4) {
            float b0 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 0);
            float b1 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 4);
            float b2 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 8);
            float b3 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 12);
            float x0 = a.get(JAVA_FLOAT_UNALIGNED, a0 + k);
            s00 += x0 * b0;
            s01 += x0 * b1;
            s02 += x0 * b2;
            s03 += x0 * b3;
            float x1 = a.get(JAVA_FLOAT_UNALIGNED, a1 + k);
            s10 += x1 * b0;
            s11 += x1 * b1;
            s12 += x1 * b2;
            s13 += x1 * b3;
            float x2 = a.get(JAVA_FLOAT_UNALIGNED, a2 + k);
            s20 += x2 * b0;
            s21 += x2 * b1;
            s22 += x2 * b2;
            s23 += x2 * b3;
            float x3 = a.get(JAVA_FLOAT_UNALIGNED, a3 + k);
            s30 += x3 * b0;
            s31 += x3 * b1;
            s32 += x3 * b2;
            s33 += x3 * b3;
        }
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 0, s00);
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 4, s01);
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 8, s02);
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 12, s03);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 0, s10);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 4, s11);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 8, s12);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 12, s13);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 0, s20);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 4, s21);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 8, s22);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 12, s23);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 0, s30);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 4, s31);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 8, s32);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 12, s33);
    }

    @Override
    public void tileOnto(
            MemorySegment aAll,
            long aOffset,
            long aStride,
            int rows,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset,
            long cStride) {
        MemorySegment a = aAll.asSlice(aOffset * 4, ((rows - 1) * aStride + depth) * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * COLUMNS * 4);
        long a0 = 0;
        long c0 = cOffset * 4;
        long a1 = Math.min(1, rows - 1) * aStride * 4;
        long c1 = c0 + cStride * 4;
        long a2 = Math.min(2, rows - 1) * aStride * 4;
        long c2 = c1 + cStride * 4;
        long a3 = Math.min(3, rows - 1) * aStride * 4;
        long c3 = c2 + cStride * 4;
        float s00 = c.get(JAVA_FLOAT_UNALIGNED, c0 + 0);
        float s01 = c.get(JAVA_FLOAT_UNALIGNED, c0 + 4);
        float s02 = c.get(JAVA_FLOAT_UNALIGNED, c0 + 8);
        float s03 = c.get(JAVA_FLOAT_UNALIGNED, c0 + 12);
        float s10 = c.get(JAVA_FLOAT_UNALIGNED, c1 + 0);
        float s11 = c.get(JAVA_FLOAT_UNALIGNED, c1 + 4);
        float s12 = c.get(JAVA_FLOAT_UNALIGNED, c1 + 8);
        float s13 = c.get(JAVA_FLOAT_UNALIGNED, c1 + 12);
        float s20 = c.get(JAVA_FLOAT_UNALIGNED, c2 + 0);
        float s21 = c.get(JAVA_FLOAT_UNALIGNED, c2 + 4);
        float s22 = c.get(JAVA_FLOAT_UNALIGNED, c2 + 8);
        float s23 = c.get(JAVA_FLOAT_UNALIGNED, c2 + 12);
        float s30 = c.get(JAVA_FLOAT_UNALIGNED, c3 + 0);
        float s31 = c.get(JAVA_FLOAT_UNALIGNED, c3 + 4);
        float s32 = c.get(JAVA_FLOAT_UNALIGNED, c3 + 8);
        float s33 = c.get(JAVA_FLOAT_UNALIGNED, c3 + 12);
        for (long k = 0; k < depth * 4; k += 4) {
            float b0 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 0);
            float b1 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 4);
            float b2 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 8);
            float b3 = b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 12);
            float x0 = a.get(JAVA_FLOAT_UNALIGNED, a0 + k);
            s00 += x0 * b0;
            s01 += x0 * b1;
            s02 += x0 * b2;
            s03 += x0 * b3;
            float x1 = a.get(JAVA_FLOAT_UNALIGNED, a1 + k);
            s10 += x1 * b0;
            s11 += x1 * b1;
            s12 += x1 * b2;
            s13 += x1 * b3;
            float x2 = a.get(JAVA_FLOAT_UNALIGNED, a2 + k);
            s20 += x2 * b0;
            s21 += x2 * b1;
            s22 += x2 * b2;
            s23 += x2 * b3;
            float x3 = a.get(JAVA_FLOAT_UNALIGNED, a3 + k);
            s30 += x3 * b0;
            s31 += x3 * b1;
            s32 += x3 * b2;
            s33 += x3 * b3;
        }
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 0, s00);
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 4, s01);
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 8, s02);
        c.set(JAVA_FLOAT_UNALIGNED, c0 + 12, s03);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 0, s10);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 4, s11);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 8, s12);
        c.set(JAVA_FLOAT_UNALIGNED, c1 + 12, s13);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 0, s20);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 4, s21);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 8, s22);
        c.set(JAVA_FLOAT_UNALIGNED, c2 + 12, s23);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 0, s30);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 4, s31);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 8, s32);
        c.set(JAVA_FLOAT_UNALIGNED, c3 + 12, s33);
    }

    @Override
    public void row(
            MemorySegment aAll,
            long aOffset,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset) {
        MemorySegment a = aAll.asSlice(aOffset * 4, depth * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * COLUMNS * 4);
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (long k = 0; k < depth * 4; k += 4) {
            float x = a.get(JAVA_FLOAT_UNALIGNED, k);
            s0 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 0);
            s1 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 4);
            s2 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 8);
            s3 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 12);
        }
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 0, s0);
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 4, s1);
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 8, s2);
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 12, s3);
    }

    @Override
    public void rowOnto(
            MemorySegment aAll,
            long aOffset,
            MemorySegment bAll,
            long bOffset,
            long depth,
            MemorySegment c,
            long cOffset) {
        MemorySegment a = aAll.asSlice(aOffset * 4, depth * 4);
        MemorySegment b = bAll.asSlice(bOffset * 4, depth * COLUMNS * 4);
        float s0 = c.get(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 0);
        float s1 = c.get(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 4);
        float s2 = c.get(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 8);
        float s3 = c.get(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 12);
        for (long k = 0; k < depth * 4; k += 4) {
            float x = a.get(JAVA_FLOAT_UNALIGNED, k);
            s0 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 0);
            s1 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 4);
            s2 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 8);
            s3 += x * b.get(JAVA_FLOAT_UNALIGNED, k * 4 + 12);
        }
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 0, s0);
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 4, s1);
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 8, s2);
        c.set(JAVA_FLOAT_UNALIGNED, cOffset * 4 + 12, s3);
    }

    @Override
    public void finishRows(
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
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            float b = bias.get(JAVA_FLOAT_UNALIGNED, i * biasStride * 4);
            for (long j = 0; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + b;
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }

    @Override
    public void finishRowsResidual(
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
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            long from = i * residualStride * 4;
            float b = bias.get(JAVA_FLOAT_UNALIGNED, i * biasStride * 4);
            for (long j = 0; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + b;
                x += residual.get(JAVA_FLOAT_UNALIGNED, from + j);
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }

    @Override
    public void finishColumns(
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
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            for (long j = 0; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + bias.get(JAVA_FLOAT_UNALIGNED, j);
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
    }

    @Override
    public void finishColumnsResidual(
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
        for (long i = 0; i < rows; i++) {
            long to = i * cStride * 4;
            long from = i * residualStride * 4;
            for (long j = 0; j < columns * 4; j += 4) {
                float x = c.get(JAVA_FLOAT_UNALIGNED, to + j) + bias.get(JAVA_FLOAT_UNALIGNED, j);
                x += residual.get(JAVA_FLOAT_UNALIGNED, from + j);
                x = x < low ? low : x;
                c.set(JAVA_FLOAT_UNALIGNED, to + j, x > high ? high : x);
            }
        }
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
        for (int k = 0; k < depth; k++) {
            long row = panelOffset + (long) k * COLUMNS;
            for (int r = 0; r < runs; r++) {
                long from = runSource[r] + taps[firstTap + k];
                int end = r + 1 < runs ? runColumn[r + 1] : COLUMNS;
                for (int j = runColumn[r]; j < end; j++, from++) {
                    float value = from < limit ? x.get(JAVA_FLOAT_UNALIGNED, from * 4) : 0;
                    panel.set(JAVA_FLOAT_UNALIGNED, (row + j) * 4, value);
                }
            }
        }
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
        for (long i = 0; i < count; i++) {
            float sum = 0;
            for (int t = 0; t < taps.length; t++) {
                sum += w.get(JAVA_FLOAT_UNALIGNED, (wOffset + t) * 4)
                        * x.get(JAVA_FLOAT_UNALIGNED, (xOffset + taps[t] + i) * 4);
            }
            sum += bias;
            sum = sum < low ? low : sum;
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, sum > high ? high : sum);
        }
    }

    @Override
    public void unary(Activation f, MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        ScalarFunctions.unary(f, in, inOffset, out, outOffset, count);
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
        ScalarFunctions.binary(f, a, aOffset, aStep, b, bOffset, bStep, out, outOffset, count);
    }

    @Override
    public void softmaxRow(MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        float max = max(in, inOffset, count);
        double sum = 0;
        for (long i = 0; i < count; i++) {
            float e = (float) Math.exp(in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4) - max);
            sum += e;
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, e);
        }
        for (long i = 0; i < count; i++) {
            float e = out.get(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4);
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, (float) (e / sum));
        }
    }

    @Override
    public void logSoftmaxRow(MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        float max = max(in, inOffset, count);
        double sum = 0;
        for (long i = 0; i < count; i++) {
            sum += Math.exp(in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4) - max);
        }
        double log = Math.log(sum);
        for (long i = 0; i < count; i++) {
            double x = in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4);
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, (float) (x - max - log));
        }
    }

    @Override
    public double sum(MemorySegment in, long inOffset, long count) {
        double sum = 0;
        for (long i = 0; i < count; i++) {
            sum += in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4);
        }
        return sum;
    }

    @Override
    public double sumOfSquares(MemorySegment in, long inOffset, long count, float center) {
        double sum = 0;
        for (long i = 0; i < count; i++) {
            float x = in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4) - center;
            sum += (double) x * x;
        }
        return sum;
    }

    @Override
    public float max(MemorySegment in, long inOffset, long count) {
        float max = Float.NEGATIVE_INFINITY;
        for (long i = 0; i < count; i++) {
            max = Math.max(max, in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4));
        }
        return max;
    }

    @Override
    public float min(MemorySegment in, long inOffset, long count) {
        float min = Float.POSITIVE_INFINITY;
        for (long i = 0; i < count; i++) {
            min = Math.min(min, in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4));
        }
        return min;
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
        for (long i = 0; i < count; i++) {
            float x = (in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4) - center) * factor;
            x = x * scale.get(JAVA_FLOAT_UNALIGNED, (scaleOffset + i) * 4)
                    + bias.get(JAVA_FLOAT_UNALIGNED, (biasOffset + i) * 4);
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, x);
        }
    }
}
