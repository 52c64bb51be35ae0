package dev.sardonyx.api.op.elementwise;

/**
 * The inverse hyperbolic functions by logarithms of arguments near 1 where the result is small, so that nothing
 * cancels, and of the leading term where squares would overflow. The identities are in Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 4.6.20 to 4.6.22.
 */
final class InverseHyperbolic {
    /** From here on x^2 + 1 is x^2 in float64. */
    private static final double LARGE = 0x1p28;

    private static final double LN2 = Math.log(2);

    private InverseHyperbolic() {}

    static double asinh(double x) {
        double a = Math.abs(x);
        double result = a >= LARGE ? Math.log(a) + LN2 : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
        return Math.copySign(result, x);
    }

    static double acosh(double x) {
        if (x >= LARGE) {
            return Math.log(x) + LN2;
        }
        double t = x - 1;
        return Math.log1p(t + Math.sqrt(t * (t + 2)));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
    }
}
