package dev.sardonyx.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A strict reader of JSON, for tests alone. */
final class JsonText {
    private final @Nullable Object value;

    private JsonText(@Nullable Object value) {
        this.value = value;
    }

    static JsonText parse(String text) {
        Parser parser = new Parser(text);
        Object value = parser.value();
        parser.end();
        return new JsonText(value);
    }

    /** What is at a path of keys and positions, such as {@code outputs.0.name}; null where there is nothing. */
    @Nullable
    Object at(String path) {
        Object at = value;
        for (String step : path.split("\\.")) {
            at = switch (at) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list -> list.get(Integer.parseInt(step));
                case null, default -> null;
            };
        }
        return at;
    }

    /** The number at a path. */
    double number(String path) {
        if (at(path) instanceof Double number) {
            return number;
        }
        throw new AssertionError("no number at " + path + " of " + value);
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        void end() {
            space();
            if (at != text.length()) {
                throw wrong("the end");
            }
        }

        private AssertionError wrong(String expected) {
            return new AssertionError("expected " + expected + " at " + at + " of " + text);
        }

        private void space() {
            while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean take(String token) {
            space();
            boolean isThere = text.startsWith(token, at);
            at += isThere ? token.length() : 0;
            return isThere;
        }

        private void need(String token) {
            if (!take(token)) {
                throw wrong(token);
            }
        }

        @Nullable
        Object value() {
            if (take("{")) {
                return map();
            }
            if (take("[")) {
                return list();
            }
            if (take("\"")) {
                return string();
            }
            if (take("true")) {
                return true;
            }
            if (take("false")) {
                return false;
            }
            return take("null") ? null : number();
        }

        private Map<String, @Nullable Object> map() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            if (take("}")) {
                return map;
            }
            do {
                need("\"");
                String key = string();
                need(":");
                map.put(key, value());
            } while (take(","));
            need("}");
            return map;
        }

        private List<@Nullable Object> list() {
            List<@Nullable Object> list = new ArrayList<>();
            if (take("]")) {
                return list;
            }
            do {
                list.add(value());
            } while (take(","));
            need("]");
            return list;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c < 0x20) {
                    throw wrong("no control character");
                }
                out.append(c != '\\' ? c : escaped());
            }
            at++;
            return out.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            int plain = "\"\\/bfnrt".indexOf(c);
            if (plain >= 0) {
                return "\"\\/\b\f\n\r\t".charAt(plain);
            }
            if (c != 'u') {
                throw wrong("an escape");
            }
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        }

        private double number() {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String digits = text.substring(from, at);
            if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
                throw wrong("a value");
            }
            return Double.parseDouble(digits);
        }
    }
}
