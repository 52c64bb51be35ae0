package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GemmTest {
    private static float[] multiply(
            FloatKernels kernels,
            int threads,
            int m,
            int n,
            int k,
            float[] a,
            float[] b,
            boolean transposed,
            Epilogue e) {
        try (Parallel parallel = new Parallel(threads)) {
            Gemm gemm = new Gemm(kernels, parallel);
            PackedMatrix packed = gemm.pack(Data.of(b), 0, k, n, transposed ? k : n, transposed, Arena.ofAuto());
            MemorySegment c = Data.result(m * n);
            gemm.multiply(m, Data.of(a), 0, k, packed, c, 0, n, e, null);
            return Data.read(c, m * n);
        }
    }

    private static void check(FloatKernels kernels, int m, int n, int k, boolean transposed) {
        float[] a = Data.random(m * k, 1);
        float[] b = Data.random(k * n, 2);
        float[] bias = Data.random(n, 3);
        float[] residual = Data.random(m * n, 4);
        Epilogue full = Epilogue.of(Activation.clip(-0.5f, 0.75f))
                .withBias(Data.of(bias), 0)
                .withResidual(Data.of(residual), 0, n);
        float[] plain = multiply(kernels, 1, m, n, k, a, b, transposed, Epilogue.NONE);
        float[] finished = multiply(kernels, 1, m, n, k, a, b, transposed, full);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double size = 0;
                for (int t = 0; t < k; t++) {
                    double product = (double) a[i * k + t] * (transposed ? b[j * k + t] : b[t * n + j]);
                    sum += product;
                    size += Math.abs(product);
                }
                String what = kernels.instructionSet() + " " + m + "x" + n + "x" + k + " at " + i + "," + j;
                Data.assertSum(plain[i * n + j], sum, size, k, what);
                double end = Math.clamp(sum + bias[j] + residual[i * n + j], -0.5, 0.75);
                size += Math.abs(bias[j]) + Math.abs(residual[i * n + j]);
                Data.assertSum(finished[i * n + j], end, size, k + 2, what + " with epilogue");
            }
        }
    }

    @Test
    void everySizeAroundTheBordersOfTiles() {
        for (FloatKernels kernels : Data.kernels()) {
            for (int size : Data.SIZES) {
                check(kernels, size, 17, 9, false);
                check(kernels, 7, size, 16, true);
                check(kernels, 5, 9, size, false);
            }
            check(kernels, 129, 65, 33, true);
            check(kernels, 3, 5, 769, false);
            check(kernels, 8, 33, 1100, true);
        }
    }

    @Test
    void emptyProducts() {
        for (FloatKernels kernels : Data.kernels()) {
            float[] none = {};
            assertThat(multiply(kernels, 1, 0, 3, 2, none, new float[6], false, Epilogue.NONE))
                    .isEmpty();
            assertThat(multiply(kernels, 1, 3, 0, 2, new float[6], none, false, Epilogue.NONE))
                    .isEmpty();
            Epilogue bias = Epilogue.NONE.withBias(Data.of(1, 2, 3), 0);
            assertThat(multiply(kernels, 1, 2, 3, 0, none, none, false, bias)).containsExactly(1, 2, 3, 1, 2, 3);
        }
    }

    @Test
    void numberOfThreadsDoesNotChangeBits() {
        for (FloatKernels kernels : Data.kernels()) {
            float[] a = Data.random(130 * 900, 1);
            float[] b = Data.random(900 * 70, 2);
            float[] one = multiply(kernels, 1, 130, 70, 900, a, b, false, Epilogue.NONE);
            for (int threads : new int[] {2, 4}) {
                assertThat(multiply(kernels, threads, 130, 70, 900, a, b, false, Epilogue.NONE))
                        .isEqualTo(one);
            }
        }
    }

    @Test
    void rowHasTheSameBitsAloneAndAmongOthers() {
        for (FloatKernels kernels : Data.kernels()) {
            int k = 900;
            int n = 37;
            float[] a = Data.random(23 * k, 1);
            float[] b = Data.random(k * n, 2);
            float[] all = multiply(kernels, 1, 23, n, k, a, b, false, Epilogue.NONE);
            for (int rows : new int[] {1, 2, 5, 6, 7, 13}) {
                float[] some = multiply(kernels, 1, rows, n, k, a, b, false, Epilogue.NONE);
                assertThat(some).isEqualTo(Arrays.copyOf(all, rows * n));
            }
            for (int i = 0; i < 23; i++) {
                float[] row = Arrays.copyOfRange(a, i * k, (i + 1) * k);
                assertThat(multiply(kernels, 1, 1, n, k, row, b, false, Epilogue.NONE))
                        .isEqualTo(Arrays.copyOfRange(all, i * n, (i + 1) * n));
            }
        }
    }

    @Test
    void zeroTimesInfinityIsNotSkipped() {
        for (FloatKernels kernels : Data.kernels()) {
            float[] a = new float[9 * 5];
            float[] b = new float[5 * 20];
            b[3] = Float.POSITIVE_INFINITY;
            b[24] = Float.NaN;
            float[] c = multiply(kernels, 1, 9, 20, 5, a, b, false, Epilogue.of(Activation.RELU));
            for (int i = 0; i < c.length; i++) {
                assertThat(Float.isNaN(c[i])).as("element %d", i).isEqualTo(i % 20 == 3 || i % 20 == 4);
            }
        }
    }

    @Test
    void otherActivationsFollowTheSum() {
        for (FloatKernels kernels : Data.kernels()) {
            float[] a = Data.random(9 * 5, 1);
            float[] b = Data.random(5 * 20, 2);
            float[] plain = multiply(kernels, 1, 9, 20, 5, a, b, false, Epilogue.NONE);
            float[] silu = multiply(kernels, 1, 9, 20, 5, a, b, false, Epilogue.of(new Activation(Unary.SILU, 1, 0)));
            for (int i = 0; i < plain.length; i++) {
                assertThat(Data.ulps(silu[i], plain[i] / (1 + Math.exp(-plain[i]))))
                        .isLessThan(3);
            }
        }
    }
}
