package dev.sardonyx.api;

/** Makes names from a model safe to print: no control or direction-changing characters, bounded length. */
public final class Escape {
    private static final int MAX_LENGTH = 200;

    private Escape() {}

    /** {@code text} with control, format and surrogate characters escaped as {@code \}{@code uXXXX}, cut after 200 characters. */
    public static String text(String text) {
        return text.length() <= MAX_LENGTH
                ? all(text)
                : all(text.substring(0, MAX_LENGTH)) + "… (" + text.length() + " characters)";
    }

    /** All of {@code text}, escaped. */
    static String all(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean unsafe = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (unsafe) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
