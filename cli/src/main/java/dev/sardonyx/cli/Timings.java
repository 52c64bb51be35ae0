package dev.sardonyx.cli;

import java.util.Arrays;
import java.util.Locale;

/** Durations or ratios, sorted; quantiles are interpolated. */
final class Timings {
    private final double[] sorted;

    private Timings(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    static Timings of(double... values) {
        return new Timings(values);
    }

    /** The value that a share {@code q} of all lies below. */
    double quantile(double q) {
        double at = q * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    double median() {
        return quantile(0.5);
    }

    Json millis() {
        return new Json()
                .put("medianMs", median())
                .put("p10Ms", quantile(0.1))
                .put("p90Ms", quantile(0.9))
                .put("minMs", sorted[0]);
    }

    Json plain() {
        return new Json().put("median", median()).put("p10", quantile(0.1)).put("p90", quantile(0.9));
    }

    /** As durations: the median, and between what most of them lie. */
    String millisText() {
        return "median " + Units.millis(median()) + " (p10 " + Units.millis(quantile(0.1)) + ", p90 "
                + Units.millis(quantile(0.9)) + ")";
    }

    /** As ratios. */
    String plainText() {
        return String.format(Locale.ROOT, "median %.2f (p10 %.2f, p90 %.2f)", median(), quantile(0.1), quantile(0.9));
    }
}
