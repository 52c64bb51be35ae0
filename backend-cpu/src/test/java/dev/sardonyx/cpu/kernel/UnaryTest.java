package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnaryTest {
    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        1,
        -1,
        Math.nextUp(1f),
        Math.nextDown(1f),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        88.72f,
        88.73f,
        -87.3f,
        -103.97f,
        -104f,
        -14.5f,
        -15.3f,
        0.5f,
        2.5f,
        0x1p24f,
    };

    private static double reference(Unary f, double x) {
        return switch (f) {
            case EXP -> Math.exp(x);
            case TANH -> Math.tanh(x);
            case ERF -> ScalarFunctions.erf(x);
            case SIGMOID -> x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
            case SILU -> x * reference(Unary.SIGMOID, x);
            case GELU -> 0.5 * x * ScalarFunctions.erfc(-x * Math.sqrt(0.5));
            case GELU_TANH -> x * reference(Unary.SIGMOID, 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case LOG -> Math.log(x);
            case SOFTPLUS -> x > 40 ? x : Math.log1p(Math.exp(x));
            default -> throw new AssertionError(f);
        };
    }

    /** Numbers of every exponent, and more of them where the functions change. */
    private static float[] samples() {
        List<Float> samples = new ArrayList<>();
        for (float x : SPECIAL) {
            samples.add(x);
        }
        for (long bits = 0; bits < 1L << 32; bits += 25_013) {
            samples.add(Float.intBitsToFloat((int) bits));
        }
        for (double x = -110; x < 110; x += 0.0021) {
            samples.add((float) x);
        }
        for (double x = -6; x < 6; x += 0.00013) {
            samples.add((float) x);
        }
        float[] values = new float[samples.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.get(i);
        }
        return values;
    }

    @Test
    void errorsStayWithinTheStatedUnitsInTheLastPlace() {
        Map<Unary, Double> limits = new EnumMap<>(Map.of(
                Unary.EXP, 1.0,
                Unary.TANH, 2.0,
                Unary.ERF, 1.0,
                Unary.SIGMOID, 2.0,
                Unary.GELU, 3.0,
                Unary.GELU_TANH, 1.0,
                Unary.SILU, 3.0,
                Unary.SQRT, 0.5,
                Unary.RECIPROCAL, 0.5,
                Unary.LOG, 1.0));
        limits.put(Unary.SOFTPLUS, 1.0);
        float[] x = samples();
        MemorySegment in = Data.of(x);
        List<String> wrong = new ArrayList<>();
        for (FloatKernels kernels : Data.kernels()) {
            limits.forEach((f, limit) -> {
                MemorySegment out = Data.result(x.length);
                kernels.unary(new Activation(f, 1, 0), in, 0, out, 0, x.length);
                float[] y = Data.read(out, x.length);
                double worst = 0;
                int where = 0;
                for (int i = 0; i < x.length; i++) {
                    double error = Data.ulps(y[i], reference(f, x[i]));
                    if (error > worst) {
                        worst = error;
                        where = i;
                    }
                }
                if (worst > limit) {
                    wrong.add(kernels.instructionSet() + " " + f + "(" + x[where] + ") = " + y[where] + " instead of "
                            + reference(f, x[where]) + ": " + worst + " ulp");
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void vectorsAgreeWithPlainJavaOnTheRest() {
        FloatKernels plain = new PlainFloatKernels();
        FloatKernels kernels = KernelLookup.kernels();
        float[] x = SPECIAL.clone();
        for (Unary f : Unary.values()) {
            Activation a = new Activation(f, 0.3f, 0.6f);
            MemorySegment expected = Data.result(x.length);
            MemorySegment out = Data.result(x.length);
            plain.unary(a, Data.of(x), 0, expected, 0, x.length);
            kernels.unary(a, Data.of(x), 0, out, 0, x.length);
            float[] r = Data.read(expected, x.length);
            float[] y = Data.read(out, x.length);
            for (int i = 0; i < x.length; i++) {
                assertThat(Data.ulps(y[i], r[i]))
                        .as("%s(%s) = %s, %s", f, x[i], y[i], r[i])
                        .isLessThanOrEqualTo(f == Unary.SILU ? 40 : 4);
            }
        }
    }

    @Test
    void everyLengthAndInPlace() {
        for (FloatKernels kernels : Data.kernels()) {
            for (int size : Data.SIZES) {
                float[] x = Data.random(size, size);
                MemorySegment out = Data.result(size);
                kernels.unary(new Activation(Unary.ABS, 0, 0), Data.of(x), 0, out, 0, size);
                float[] y = Data.read(out, size);
                kernels.unary(new Activation(Unary.NEG, 0, 0), out, 0, out, 0, size);
                float[] z = Data.read(out, size);
                for (int i = 0; i < size; i++) {
                    assertThat(y[i]).isEqualTo(Math.abs(x[i]));
                    assertThat(z[i]).isEqualTo(-Math.abs(x[i]));
                }
            }
            kernels.unary(Activation.RELU, Data.of(), 0, Data.of(), 0, 0);
        }
    }

    @Test
    void limitsLetNotANumberThrough() {
        for (FloatKernels kernels : Data.kernels()) {
            MemorySegment out = Data.result(3);
            kernels.unary(Activation.clip(-1, 1), Data.of(Float.NaN, 5, -5), 0, out, 0, 3);
            assertThat(Data.read(out, 3)).containsExactly(Float.NaN, 1, -1);
        }
    }
}
