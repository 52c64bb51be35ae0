package dev.sardonyx.cli;

import java.util.Locale;

/** Numbers for people. */
final class Units {
    private static final String[] STEPS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Units() {}

    static String bytes(long bytes) {
        double size = bytes;
        int step = 0;
        while (size >= 1024 && step < STEPS.length - 1) {
            size /= 1024;
            step++;
        }
        return step == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, STEPS[step]);
    }

    /** Six significant digits, plain or with an exponent, whichever is shorter. */
    static String number(double value) {
        return Double.isFinite(value) ? trimmed(String.format(Locale.ROOT, "%.5g", value)) : Double.toString(value);
    }

    /** A small number such as an error. */
    static String error(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.3f ms" : "%.1f ms", millis);
    }

    private static String trimmed(String text) {
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
