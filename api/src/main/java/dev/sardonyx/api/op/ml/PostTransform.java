package dev.sardonyx.api.op.ml;

/** What a classifier or regressor makes of the scores of one row. */
public enum PostTransform {
    /** Nothing. */
    NONE,
    /** exp(s) over the sum of all. */
    SOFTMAX,
    /** 1 / (1 + exp(-s)), element by element. */
    LOGISTIC,
    /** Softmax over the scores that are not 0; those stay 0. */
    SOFTMAX_ZERO,
    /** The quantile function of the standard normal distribution, element by element. */
    PROBIT;

    /** Changes the scores of one row in place. */
    void apply(double[] scores) {
        switch (this) {
            case NONE -> {}
            case SOFTMAX -> softmax(scores, false);
            case SOFTMAX_ZERO -> softmax(scores, true);
            case LOGISTIC -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = logistic(scores[i]);
                }
            }
            case PROBIT -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = probit(scores[i]);
                }
            }
        }
    }

    private static void softmax(double[] scores, boolean zerosStay) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = zerosStay && scores[i] == 0 ? 0 : Math.exp(scores[i] - max);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length && sum != 0; i++) {
            scores[i] /= sum;
        }
    }

    static double logistic(double x) {
        double e = Math.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /** Bisection on the error function: slow, but right to the last bits that a float keeps. */
    private static double probit(double p) {
        if (!(p > 0 && p < 1)) {
            return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double low = -40;
        double high = 40;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (normalCdf(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The distribution function of the standard normal distribution, by series and continued fraction. */
    private static double normalCdf(double x) {
        double t = Math.abs(x);
        double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
        double upper;
        if (t < 5) {
            double term = t;
            double sum = t;
            for (int n = 3; n < 200 && term != 0; n += 2) {
                term *= t * t / n;
                sum += term;
            }
            upper = 0.5 - density * sum;
        } else {
            double fraction = t;
            for (int n = 60; n >= 1; n--) {
                fraction = t + n / fraction;
            }
            upper = density / fraction;
        }
        return x > 0 ? 1 - upper : upper;
    }
}
