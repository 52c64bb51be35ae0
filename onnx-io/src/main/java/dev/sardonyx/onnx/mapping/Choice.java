package dev.sardonyx.onnx.mapping;

import java.util.Arrays;
import java.util.Locale;

/** String attributes that name one of a few things; ours are enums of the same names. */
final class Choice {
    private Choice() {}

    /** The constant that the attribute names, or {@code otherwise} where it is absent. */
    static <E extends Enum<E>> E read(NodeReader in, String attribute, E otherwise) {
        String text = in.text(attribute, text(otherwise));
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : all) {
            if (text(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw in.invalid("attribute '" + attribute + "': expected one of "
                + Arrays.stream(all).map(Choice::text).toList() + ", found '" + text + "'");
    }

    /** ONNX's spelling, in lower case. */
    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
