package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
    /** A convolution, its pads given as before and after per axis. */
    private record Case(
            int batch,
            int groups,
            int channels,
            int outputs,
            long[] in,
            long[] kernel,
            long[] strides,
            long[] dilations,
            long[] before,
            long[] after) {
        static Case flat(
                int batch,
                int groups,
                int channels,
                int outputs,
                int h,
                int w,
                int k,
                int stride,
                int dilation,
                int before,
                int after) {
            return new Case(
                    batch,
                    groups,
                    channels,
                    outputs,
                    new long[] {h, w},
                    new long[] {k, k},
                    new long[] {stride, stride},
                    new long[] {dilation, dilation},
                    new long[] {before, before},
                    new long[] {after, after});
        }

        long[] out() {
            long[] out = new long[in.length];
            for (int d = 0; d < out.length; d++) {
                out[d] = (in[d] + before[d] + after[d] - (kernel[d] - 1) * dilations[d] - 1) / strides[d] + 1;
            }
            return out;
        }

        Case withBatch(int images) {
            return new Case(images, groups, channels, outputs, in, kernel, strides, dilations, before, after);
        }

        float[] x() {
            return Data.random(batch * channels * size(in), 1);
        }

        float[] w() {
            return Data.random(outputs * (channels / groups) * size(kernel), 2);
        }

        @Override
        public String toString() {
            return batch + " " + groups + " " + channels + "->" + outputs + " " + Arrays.toString(in)
                    + Arrays.toString(kernel) + Arrays.toString(strides) + Arrays.toString(dilations)
                    + Arrays.toString(before) + Arrays.toString(after);
        }
    }

    private static int size(long[] sizes) {
        return (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    private static final Case[] CASES = {
        Case.flat(1, 1, 3, 8, 9, 11, 3, 1, 1, 1, 1),
        Case.flat(2, 1, 5, 7, 7, 7, 1, 1, 1, 0, 0),
        Case.flat(1, 1, 4, 13, 14, 14, 3, 2, 1, 1, 1),
        Case.flat(1, 1, 3, 6, 23, 23, 7, 2, 1, 3, 3),
        Case.flat(1, 1, 6, 5, 15, 13, 1, 2, 1, 0, 0),
        Case.flat(1, 1, 3, 5, 17, 19, 3, 1, 2, 2, 1),
        Case.flat(2, 3, 6, 9, 8, 8, 3, 1, 1, 0, 1),
        Case.flat(1, 1, 2, 3, 10, 33, 3, 1, 1, 0, 0),
        Case.flat(1, 1, 2, 3, 12, 12, 3, 3, 2, 1, 0),
        Case.flat(1, 1, 100, 19, 5, 5, 3, 1, 1, 1, 1),
        Case.flat(2, 8, 8, 8, 9, 20, 3, 1, 1, 1, 1),
        Case.flat(1, 4, 4, 8, 9, 21, 3, 2, 1, 1, 0),
        Case.flat(1, 2, 2, 2, 6, 40, 5, 1, 2, 4, 4),
        Case.flat(1, 1, 2, 2, 3, 3, 3, 5, 1, 0, 0),
        Case.flat(1, 1, 2, 2, 2, 2, 3, 1, 1, 3, 4),
        new Case(
                2,
                1,
                3,
                4,
                new long[] {50},
                new long[] {3},
                new long[] {2},
                new long[] {1},
                new long[] {1},
                new long[] {1}),
        new Case(
                1,
                1,
                2,
                3,
                new long[] {4, 5, 6},
                new long[] {3, 2, 3},
                new long[] {1, 2, 1},
                new long[] {1, 1, 2},
                new long[] {1, 0, 2},
                new long[] {0, 1, 2}),
    };

    private static float[] run(FloatKernels kernels, int threads, Case c, float[] x, Epilogue e) {
        try (Parallel parallel = new Parallel(threads);
                Arena arena = Arena.ofShared()) {
            long[] out = c.out();
            Convolution convolution = new Convolution(
                    kernels,
                    parallel,
                    c.batch,
                    c.groups,
                    c.channels,
                    c.outputs,
                    c.in,
                    c.kernel,
                    c.strides,
                    c.dilations,
                    c.before,
                    out);
            // NaN in fresh scratch shows what is read before it is written.
            MemorySegment scratch =
                    arena.allocate(convolution.scratchBytes(), 64).fill((byte) -1);
            int count = c.batch * c.outputs * size(out);
            MemorySegment result = Data.result(count);
            convolution.run(Data.of(x), 0, Data.of(c.w()), 0, result, 0, e, scratch, 0, null);
            return Data.read(result, count);
        }
    }

    /** For each output the sum and the sum of absolute values. */
    private static double[][] reference(Case c) {
        float[] x = c.x();
        float[] w = c.w();
        long[] out = c.out();
        int rank = out.length;
        int pixels = size(out);
        int positions = size(c.kernel);
        int inPlane = size(c.in);
        int perGroup = c.channels / c.groups;
        double[][] sums = new double[c.batch * c.outputs * pixels][2];
        for (int o = 0; o < sums.length; o++) {
            int m = o / pixels % c.outputs;
            int n = o / pixels / c.outputs;
            int group = m / (c.outputs / c.groups);
            for (int t = 0; t < perGroup * positions; t++) {
                int rest = t % positions;
                int pixel = o % pixels;
                long at = 0;
                long step = 1;
                boolean inside = true;
                for (int d = rank - 1; d >= 0; d--) {
                    long place = pixel % out[d] * c.strides[d] + rest % c.kernel[d] * c.dilations[d] - c.before[d];
                    inside &= place >= 0 && place < c.in[d];
                    at += place * step;
                    step *= c.in[d];
                    rest /= (int) c.kernel[d];
                    pixel /= (int) out[d];
                }
                if (inside) {
                    int channel = group * perGroup + t / positions;
                    double product = (double) w[m * perGroup * positions + t]
                            * x[(n * c.channels + channel) * inPlane + (int) at];
                    sums[o][0] += product;
                    sums[o][1] += Math.abs(product);
                }
            }
        }
        return sums;
    }

    @Test
    void matchesTheDefinition() {
        for (Case c : CASES) {
            double[][] sums = reference(c);
            int terms = c.channels / c.groups * size(c.kernel);
            int pixels = size(c.out());
            float[] bias = Data.random(c.outputs, 3);
            float[] residual = Data.random(sums.length, 4);
            Epilogue full =
                    Epilogue.of(Activation.RELU).withBias(Data.of(bias), 0).withResidual(Data.of(residual), 0, 0);
            for (FloatKernels kernels : Data.kernels()) {
                float[] plain = run(kernels, 1, c, c.x(), Epilogue.NONE);
                float[] finished = run(kernels, 1, c, c.x(), full);
                for (int i = 0; i < sums.length; i++) {
                    String what = kernels.instructionSet() + " " + c + " at " + i;
                    Data.assertSum(plain[i], sums[i][0], sums[i][1], terms, what);
                    double b = bias[i / pixels % c.outputs];
                    double end = Math.max(0, sums[i][0] + b + residual[i]);
                    double size = sums[i][1] + Math.abs(b) + Math.abs(residual[i]);
                    Data.assertSum(finished[i], end, size, terms + 2, what + " with epilogue");
                }
            }
        }
    }

    @Test
    void numberOfThreadsDoesNotChangeBits() {
        for (FloatKernels kernels : Data.kernels()) {
            for (Case c : CASES) {
                float[] one = run(kernels, 1, c, c.x(), Epilogue.NONE);
                assertThat(run(kernels, 2, c, c.x(), Epilogue.NONE)).isEqualTo(one);
                assertThat(run(kernels, 4, c, c.x(), Epilogue.NONE)).isEqualTo(one);
            }
        }
    }

    @Test
    void imageHasTheSameBitsAloneAndInABatch() {
        for (FloatKernels kernels : Data.kernels()) {
            for (Case c : CASES) {
                Case three = c.withBatch(3);
                float[] x = three.x();
                float[] all = run(kernels, 1, three, x, Epilogue.NONE);
                for (int n = 0; n < 3; n++) {
                    float[] image = Arrays.copyOfRange(x, n * x.length / 3, (n + 1) * x.length / 3);
                    assertThat(run(kernels, 1, c.withBatch(1), image, Epilogue.NONE))
                            .isEqualTo(Arrays.copyOfRange(all, n * all.length / 3, (n + 1) * all.length / 3));
                }
            }
        }
    }

    @Test
    void notANumberReachesTheOutputsThatReadItAndNoOther() {
        Case c = Case.flat(1, 1, 3, 8, 9, 11, 3, 1, 1, 1, 1);
        float[] x = c.x();
        x[11 * 4 + 5] = Float.NaN;
        for (FloatKernels kernels : Data.kernels()) {
            float[] y = run(kernels, 1, c, x, Epilogue.of(Activation.RELU));
            for (int i = 0; i < y.length; i++) {
                int row = i / 11 % 9;
                int column = i % 11;
                boolean reads = Math.abs(row - 4) <= 1 && Math.abs(column - 5) <= 1;
                assertThat(Float.isNaN(y[i])).isEqualTo(reads);
            }
        }
    }
}
