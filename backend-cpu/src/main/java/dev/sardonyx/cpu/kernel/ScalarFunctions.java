package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Elementwise functions one number at a time: evaluated in double and rounded once. */
public final class ScalarFunctions {
    private static final double SQRT_HALF = Math.sqrt(0.5);

    private ScalarFunctions() {}

    /** As {@link FloatKernels#unary}. */
    public static void unary(
            Activation f, MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        for (long i = 0; i < count; i++) {
            float x = in.get(JAVA_FLOAT_UNALIGNED, (inOffset + i) * 4);
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, apply(f.kind(), x, f.alpha(), f.beta()));
        }
    }

    /** As {@link FloatKernels#binary}. */
    public static void binary(
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
        for (long i = 0; i < count; i++) {
            float x = a.get(JAVA_FLOAT_UNALIGNED, (aOffset + i * aStep) * 4);
            float y = b.get(JAVA_FLOAT_UNALIGNED, (bOffset + i * bStep) * 4);
            out.set(JAVA_FLOAT_UNALIGNED, (outOffset + i) * 4, apply(f, x, y));
        }
    }

    /** The value of a function at {@code x}. */
    public static float apply(Unary f, float x, float alpha, float beta) {
        return switch (f) {
            case IDENTITY -> x;
            case RELU -> x < 0 ? 0 : x;
            case LEAKY_RELU -> x < 0 ? alpha * x : x;
            case CLIP -> {
                float y = x < alpha ? alpha : x;
                yield y > beta ? beta : y;
            }
            case SIGMOID -> (float) sigmoid(x);
            case TANH -> (float) Math.tanh(x);
            case EXP -> (float) Math.exp(x);
            case ERF -> (float) erf(x);
            case GELU -> (float) (0.5 * x * erfc(-x * SQRT_HALF));
            case GELU_TANH -> (float) (x * sigmoid(Math.sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> (float) (x * sigmoid((double) alpha * x));
            case HARD_SIGMOID -> hardSigmoid(alpha, x, beta);
            case HARD_SWISH -> x * hardSigmoid(1 / 6f, x, 0.5f);
            case SQRT -> (float) Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case LOG -> (float) Math.log(x);
            case SOFTPLUS -> (float) (Math.log1p(Math.exp(-Math.abs((double) x))) + (x < 0 ? 0 : x));
            case ELU -> x < 0 ? (float) (alpha * Math.expm1(x)) : x;
            case SOFTSIGN -> (float) (x / (1.0 + Math.abs(x)));
            case SIN -> (float) Math.sin(x);
            case COS -> (float) Math.cos(x);
            case FLOOR -> (float) Math.floor(x);
            case CEIL -> (float) Math.ceil(x);
            case ROUND -> (float) Math.rint(x);
        };
    }

    /** The value of a function at {@code x} and {@code y}. */
    public static float apply(Binary f, float x, float y) {
        return switch (f) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case MIN -> Math.min(x, y);
            case MAX -> Math.max(x, y);
            case POW -> (float) Math.pow(x, y);
        };
    }

    private static float hardSigmoid(float alpha, float x, float beta) {
        float y = alpha * x + beta;
        y = y < 0 ? 0 : y;
        return y > 1 ? 1 : y;
    }

    private static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /** The error function, to about 1e-15 of its value. */
    public static double erf(double x) {
        double t = Math.abs(x);
        if (!(t >= 2)) {
            // The series 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)), whose terms are all positive.
            double term = x;
            double sum = x;
            for (int n = 1; n < 60 && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
        }
        return Math.copySign(1 - erfc(t), x);
    }

    /** 1 - erf(x) without cancellation, to about 1e-14 of its value. */
    public static double erfc(double x) {
        if (!(x >= 2)) {
            return x < -2 ? 2 - erfc(-x) : 1 - erf(x);
        }
        if (x > 27) {
            return 0;
        }
        // The continued fraction x + (1/2)/(x + 1/(x + (3/2)/(x + ...))), from its end.
        double fraction = x;
        for (int n = 80; n >= 1; n--) {
            fraction = x + 0.5 * n / fraction;
        }
        return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }
}
