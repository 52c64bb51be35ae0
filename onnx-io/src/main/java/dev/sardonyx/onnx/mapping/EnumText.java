package dev.sardonyx.onnx.mapping;

import java.util.Arrays;
import java.util.Locale;

/** Constants of Java enumerations as the strings that ONNX has for them. */
final class EnumText {
    private EnumText() {}

    /** The constant that the string attribute names, in any case and with or without underscores. */
    static <E extends Enum<E>> E read(NodeReader in, String attribute, E otherwise) {
        String text = in.textOrNull(attribute);
        return text == null ? otherwise : parse(in, attribute, text, otherwise.getDeclaringClass());
    }

    static <E extends Enum<E>> E parse(NodeReader in, String attribute, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().replace("_", "").equalsIgnoreCase(text.replace("_", ""))) {
                return constant;
            }
        }
        throw in.invalid("attribute '" + attribute + "': expected one of "
                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + ", found '" + text + "'");
    }

    /** HARD_SIGMOID as {@code hard_sigmoid}. */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** HARD_SIGMOID as {@code HardSigmoid}. */
    static String camel(Enum<?> constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.name().split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
