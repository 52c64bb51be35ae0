package dev.sardonyx.api.op.elementwise;

/**
 * The error function in float64 with a relative error below 1e-15: Taylor's series near zero, the series of
 * positive terms e^(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...) in the middle, and 1 - erfc(x) by Laplace's continued
 * fraction further out, where erfc is so small that its error does not matter. Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 7.1.5, 7.1.6 and 7.1.14.
 */
final class ErrorFunction {
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
    private static final double NEAR = 0.75;
    private static final double MIDDLE = 2.5;

    /** From here on erf is 1 in float64. */
    private static final double FAR = 6;

    /** (-1)^n / (n! (2n + 1)). */
    private static final double[] TAYLOR = new double[16];

    private static final int MIDDLE_TERMS = 48;
    private static final int FRACTIONS = 40;

    static {
        double factor = 1;
        for (int n = 0; n < TAYLOR.length; n++) {
            TAYLOR[n] = factor / (2 * n + 1);
            factor /= -(n + 1);
        }
    }

    private ErrorFunction() {}

    static double erf(double x) {
        double a = Math.abs(x);
        if (a < NEAR) {
            return x * taylor(x * x);
        }
        if (a < MIDDLE) {
            return x * positiveSeries(x * x) * expOfMinusSquare(x);
        }
        return Math.copySign(a < FAR ? 1 - complement(a) : Math.min(1, a), x);
    }

    /** 2 / sqrt(pi) times the sum of (-t)^n / (n! (2n + 1)). */
    private static double taylor(double t) {
        double sum = 0;
        for (int n = TAYLOR.length - 1; n >= 0; n--) {
            sum = TAYLOR[n] + t * sum;
        }
        return TWO_OVER_SQRT_PI * sum;
    }

    /** 2 / sqrt(pi) times the sum of (2t)^n / (1 3 5 ... (2n + 1)), nested. */
    private static double positiveSeries(double t) {
        double sum = 1;
        for (int n = MIDDLE_TERMS; n >= 1; n--) {
            sum = 1 + sum * (2 * t) / (2 * n + 1);
        }
        return TWO_OVER_SQRT_PI * sum;
    }

    /** e^(-x^2) with the rounding error of the square put back. */
    private static double expOfMinusSquare(double x) {
        double square = x * x;
        double lost = Math.fma(x, x, -square);
        double e = Math.exp(-square);
        return e - e * lost;
    }

    /** erfc of a positive number, by the fraction 1 / (x + (1/2) / (x + (2/2) / (x + (3/2) / ...))). */
    private static double complement(double x) {
        double tail = x;
        for (int n = FRACTIONS; n >= 1; n--) {
            tail = x + 0.5 * n / tail;
        }
        return expOfMinusSquare(x) * (TWO_OVER_SQRT_PI / 2) / tail;
    }
}
