package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers as text, as {@link Cast} has them. Written: the shortest decimal that reads back the same, plain from
 * 1e-4 to below 1e16 and with an exponent elsewhere, {@code NaN}, {@code INF}, {@code -INF}, {@code True} and
 * {@code False}. Read: decimals with or without an exponent, and those words in any case.
 */
final class NumberText {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final Pattern SHORT_INTEGER = Pattern.compile("[+-]?[0-9]{1,30}+");

    private static final int SHOWN = 40;
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e16;

    private NumberText() {}

    /** Element {@code i} of {@code x} as text. */
    static String of(Tensor x, long i) {
        ElementType type = x.elementType();
        return switch (type.kind()) {
            case BOOL -> x.booleanAt(i) ? "True" : "False";
            case UNSIGNED -> Long.toUnsignedString(x.longAt(i));
            case SIGNED -> Long.toString(x.longAt(i));
            default -> ofDouble(x.doubleAt(i), type);
        };
    }

    private static String ofDouble(double value, ElementType type) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "INF" : "-INF";
        }
        String shortest = type == ElementType.FLOAT ? Float.toString((float) value) : Double.toString(value);
        if (type == ElementType.FLOAT16) {
            shortest = shortestHalf(value);
        }
        double magnitude = Math.abs(value);
        if (magnitude == 0 || (magnitude >= PLAIN_FROM && magnitude < PLAIN_BELOW)) {
            String plain = new BigDecimal(shortest).toPlainString();
            String sign = magnitude == 0 && Math.copySign(1, value) < 0 ? "-" : "";
            return sign + (plain.contains(".") ? plain : plain + ".0");
        }
        return scientific(new BigDecimal(shortest).stripTrailingZeros());
    }

    /** The decimal of fewest digits that rounds to the same 16-bit number. */
    private static String shortestHalf(double value) {
        short bits = Float.floatToFloat16((float) value);
        for (int digits = 1; digits < 5; digits++) {
            String candidate = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
            if (Float.floatToFloat16(Float.parseFloat(candidate)) == bits) {
                return candidate;
            }
        }
        return String.format(Locale.ROOT, "%.4e", value);
    }

    private static String scientific(BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String two = Math.abs(exponent) < 10 ? "0" : "";
        return (value.signum() < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + two + Math.abs(exponent);
    }

    /** Whether the text is an integer that is not absurdly long. */
    static boolean isShortInteger(String text) {
        return SHORT_INTEGER.matcher(text.strip()).matches();
    }

    /** The integer, saturated to the range of {@code type}. */
    static long toInteger(String text, ElementType type) {
        BigInteger value = new BigInteger(text.strip());
        boolean signed = type.kind() == ElementType.Kind.SIGNED;
        BigInteger max =
                BigInteger.ONE.shiftLeft(type.bits() - (signed ? 1 : 0)).subtract(BigInteger.ONE);
        BigInteger min = signed ? max.negate().subtract(BigInteger.ONE) : BigInteger.ZERO;
        return value.min(max).max(min).longValue();
    }

    static boolean toBoolean(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return word.equals("true") || (!word.equals("false") && toDouble(text) != 0);
    }

    static float toFloat(String text) {
        double word = special(text);
        return word != 0 ? (float) word : Float.parseFloat(text.strip());
    }

    static double toDouble(String text) {
        double word = special(text);
        return word != 0 ? word : Double.parseDouble(text.strip());
    }

    /** The value of a word; 0 where the text is an ordinary number. */
    private static double special(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            default -> {
                if (!DECIMAL.matcher(word).matches()) {
                    throw new NumberFormatException("'" + text.substring(0, Math.min(SHOWN, text.length())) + "'");
                }
                yield 0;
            }
        };
    }
}
