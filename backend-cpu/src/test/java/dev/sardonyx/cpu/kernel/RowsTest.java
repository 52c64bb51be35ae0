package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void softmaxAndItsLogarithm() {
        for (FloatKernels kernels : Data.kernels()) {
            for (int size : Data.SIZES) {
                float[] x = Data.random(size, size);
                for (int i = 0; i < size; i++) {
                    x[i] *= 20;
                }
                double max = max(x);
                double sum = 0;
                for (float v : x) {
                    sum += Math.exp(v - max);
                }
                MemorySegment soft = Data.result(size);
                MemorySegment log = Data.result(size);
                kernels.softmaxRow(Data.of(x), 0, soft, 0, size);
                kernels.logSoftmaxRow(Data.of(x), 0, log, 0, size);
                float[] s = Data.read(soft, size);
                float[] l = Data.read(log, size);
                for (int i = 0; i < size; i++) {
                    double r = Math.exp(x[i] - max) / sum;
                    // x - max is rounded, and an error of e in the exponent is one of e in proportion.
                    double bound = r * ((size + 4) * 0x1p-24 + Math.abs(x[i] - max) * 0x1p-24);
                    assertThat(Math.abs(s[i] - r)).isLessThanOrEqualTo(bound);
                    assertThat(Math.abs(l[i] - (x[i] - max - Math.log(sum))))
                            .isLessThanOrEqualTo(Math.ulp(l[i]) + (size + 2) * 0x1p-24);
                }
            }
        }
    }

    @Test
    void softmaxOfSpecialRowsIsNotANumber() {
        for (FloatKernels kernels : Data.kernels()) {
            for (int size : new int[] {1, 5, 40}) {
                float[] infinite = new float[size];
                Arrays.fill(infinite, -INF);
                float[] one = Data.random(size, 1);
                one[size - 1] = INF;
                float[] nan = Data.random(size, 1);
                nan[0] = Float.NaN;
                for (float[] x : new float[][] {infinite, one, nan}) {
                    MemorySegment out = Data.result(size);
                    kernels.softmaxRow(Data.of(x), 0, out, 0, size);
                    for (float y : Data.read(out, size)) {
                        assertThat(y).isNaN();
                    }
                    kernels.logSoftmaxRow(Data.of(x), 0, out, 0, size);
                    if (!Arrays.equals(x, one)) {
                        assertThat(Data.read(out, size)[size - 1]).isNaN();
                    }
                }
            }
            MemorySegment out = Data.result(3);
            kernels.softmaxRow(Data.of(-INF, 0, 0), 0, out, 0, 3);
            assertThat(Data.read(out, 3)).containsExactly(0, 0.5f, 0.5f);
            kernels.softmaxRow(Data.of(), 0, Data.of(), 0, 0);
        }
    }

    private static double max(float[] x) {
        double max = x[0];
        for (float v : x) {
            max = Math.max(max, v);
        }
        return max;
    }

    @Test
    void normalisations() {
        for (FloatKernels kernels : Data.kernels()) {
            try (Parallel parallel = new Parallel(2)) {
                Rows rows = new Rows(kernels, parallel);
                for (int size : Data.SIZES) {
                    float[] x = Data.random(3 * size, size);
                    float[] scale = Data.random(size, 2);
                    float[] bias = Data.random(size, 3);
                    MemorySegment layer = Data.result(3 * size);
                    MemorySegment rms = Data.result(3 * size);
                    MemorySegment means = Data.result(3);
                    MemorySegment inverses = Data.result(3);
                    rows.layerNorm(
                            Data.of(x),
                            0,
                            Data.of(scale),
                            0,
                            Data.of(bias),
                            0,
                            1e-5,
                            layer,
                            0,
                            3,
                            size,
                            means,
                            inverses,
                            null);
                    rows.rmsNorm(Data.of(x), 0, Data.of(scale), 0, Data.of(bias), 0, 1e-5, rms, 0, 3, size, null);
                    float[] l = Data.read(layer, 3 * size);
                    float[] r = Data.read(rms, 3 * size);
                    for (int row = 0; row < 3; row++) {
                        double mean = 0;
                        double square = 0;
                        for (int i = 0; i < size; i++) {
                            mean += x[row * size + i] / (double) size;
                            square += Math.pow(x[row * size + i], 2) / size;
                        }
                        double variance = 0;
                        for (int i = 0; i < size; i++) {
                            variance += Math.pow(x[row * size + i] - mean, 2) / size;
                        }
                        double inverse = 1 / Math.sqrt(variance + 1e-5);
                        assertThat((double) Data.read(means, 3)[row]).isCloseTo(mean, within(1e-6));
                        assertThat((double) Data.read(inverses, 3)[row]).isCloseTo(inverse, within(inverse * 1e-5));
                        for (int i = 0; i < size; i++) {
                            double v = x[row * size + i];
                            assertThat((double) l[row * size + i])
                                    .isCloseTo((v - mean) * inverse * scale[i] + bias[i], within(1e-4));
                            assertThat((double) r[row * size + i])
                                    .isCloseTo(v / Math.sqrt(square + 1e-5) * scale[i] + bias[i], within(1e-5));
                        }
                    }
                }
            }
        }
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    @Test
    void reductions() {
        for (FloatKernels kernels : Data.kernels()) {
            try (Parallel parallel = new Parallel(2)) {
                Rows rows = new Rows(kernels, parallel);
                for (int size : Data.SIZES) {
                    float[] x = Data.random(2 * size * 3, size);
                    for (Reduction f : Reduction.values()) {
                        MemorySegment inner = Data.result(6);
                        rows.reduceInner(f, Data.of(x), 0, inner, 0, 6, size, null);
                        MemorySegment outer = Data.result(2 * 3);
                        rows.reduceOuter(f, Data.of(x), 0, outer, 0, 2, size, 3, null);
                        float[] ys = Data.read(inner, 6);
                        float[] zs = Data.read(outer, 6);
                        for (int row = 0; row < 6; row++) {
                            double[] along = new double[size];
                            double[] across = new double[size];
                            for (int i = 0; i < size; i++) {
                                along[i] = x[row * size + i];
                                across[i] = x[(row / 3 * size + i) * 3 + row % 3];
                            }
                            assertThat((double) ys[row]).isCloseTo(reduce(f, along), within((size + 2) * size * 6e-8));
                            assertThat((double) zs[row]).isCloseTo(reduce(f, across), within((size + 2) * size * 6e-8));
                        }
                    }
                }
            }
        }
    }

    private static double reduce(Reduction f, double[] x) {
        return switch (f) {
            case SUM -> Arrays.stream(x).sum();
            case MEAN -> Arrays.stream(x).sum() / x.length;
            case MAX -> Arrays.stream(x).max().orElseThrow();
            case MIN -> Arrays.stream(x).min().orElseThrow();
        };
    }

    @Test
    void largestAndSmallestOfSpecialRows() {
        for (FloatKernels kernels : Data.kernels()) {
            float[] x = Data.random(40, 1);
            for (int place : new int[] {0, 17, 39}) {
                float[] y = x.clone();
                y[place] = Float.NaN;
                assertThat(kernels.max(Data.of(y), 0, 40)).isNaN();
                assertThat(kernels.min(Data.of(y), 0, 40)).isNaN();
            }
            assertThat(kernels.max(Data.of(), 0, 0)).isEqualTo(-INF);
            assertThat(kernels.min(Data.of(), 0, 0)).isEqualTo(INF);
        }
    }

    @Test
    void longSumsStayExact() {
        float[] x = Data.random(1 << 18, 1);
        double sum = 0;
        double size = 0;
        for (float v : x) {
            sum += v;
            size += Math.abs(v);
        }
        for (FloatKernels kernels : Data.kernels()) {
            assertThat(Math.abs(kernels.sum(Data.of(x), 0, x.length) - sum)).isLessThan(size * 0x1p-22);
        }
    }
}
