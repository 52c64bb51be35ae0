package dev.sardonyx.zoo.npy;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary at the start of an {@code .npy} file. Only the literal that NumPy writes is understood: a dict
 * with exactly the keys {@code descr}, {@code fortran_order} and {@code shape}. Nothing is evaluated.
 */
record NpyHeader(String descr, boolean fortranOrder, Shape shape) {

    static NpyHeader parse(String text, String source) {
        return new Parser(text, source).header();
    }

    /** The literal as NumPy writes it, without padding. */
    String text() {
        StringBuilder out = new StringBuilder("{'descr': '")
                .append(descr)
                .append("', 'fortran_order': ")
                .append(fortranOrder ? "True" : "False")
                .append(", 'shape': (");
        for (int axis = 0; axis < shape.rank(); axis++) {
            out.append(axis == 0 ? "" : " ").append(shape.dim(axis)).append(axis + 1 < shape.rank() ? "," : "");
        }
        return out.append(shape.rank() == 1 ? ",), }" : "), }").toString();
    }

    private static final class Parser {
        private final String text;
        private final String source;
        private int at;

        Parser(String text, String source) {
            this.text = text;
            this.source = source;
        }

        NpyHeader header() {
            String descr = null;
            Boolean fortranOrder = null;
            Shape shape = null;
            expect('{');
            while (!accept('}')) {
                String key = string();
                expect(':');
                switch (key) {
                    case "descr" -> descr = once(key, descr, descr());
                    case "fortran_order" -> fortranOrder = once(key, fortranOrder, bool());
                    case "shape" -> shape = once(key, shape, shape());
                    default -> throw wrong("one of the keys descr, fortran_order, shape", "'" + key + "'");
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length()) {
                throw wrong("the end of the header", found());
            }
            if (descr == null || fortranOrder == null || shape == null) {
                throw wrong("the keys descr, fortran_order and shape", "a header without one of them");
            }
            return new NpyHeader(descr, fortranOrder, shape);
        }

        private <T> T once(String key, @Nullable T before, T now) {
            if (before != null) {
                throw wrong("each key once", "'" + key + "' twice");
            }
            return now;
        }

        private String descr() {
            skipSpace();
            if (at < text.length() && text.charAt(at) == '[') {
                throw wrong("one number or string type", "a structured type; save its fields as arrays of their own");
            }
            return string();
        }

        private boolean bool() {
            skipSpace();
            for (boolean value : new boolean[] {true, false}) {
                String word = value ? "True" : "False";
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return value;
                }
            }
            throw wrong("True or False", found());
        }

        private Shape shape() {
            expect('(');
            List<Long> dims = new ArrayList<>();
            boolean comma = true;
            while (!accept(')')) {
                if (!comma || dims.size() == Limits.DEFAULT.rank()) {
                    throw wrong("at most " + Limits.DEFAULT.rank() + " dimensions, separated by commas", found());
                }
                dims.add(number());
                comma = accept(',');
            }
            if (dims.size() == 1 && !comma) {
                throw wrong("a tuple such as (3,)", "a number in parentheses");
            }
            return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
        }

        private long number() {
            skipSpace();
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            String digits = text.substring(start, at);
            if (digits.isEmpty() || digits.length() > 18) {
                throw wrong("a dimension below 10^18", digits.isEmpty() ? found() : digits);
            }
            // NumPy on Python 2 wrote long integers with their suffix.
            if (at < text.length() && text.charAt(at) == 'L') {
                at++;
            }
            return Long.parseLong(digits);
        }

        private String string() {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            if (quote != '\'' && quote != '"') {
                throw wrong("a quoted string", found());
            }
            int end = text.indexOf(quote, at + 1);
            if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
                throw wrong("a quoted string without escapes", found());
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return value;
        }

        private boolean accept(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw wrong("'" + c + "'", found());
            }
        }

        private void skipSpace() {
            while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private String found() {
            return at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
        }

        private InputException wrong(String expected, String found) {
            return new InputException(
                    "in the .npy header at character " + at + ": expected " + expected + ", found "
                            + Escape.text(found),
                    Where.source(source));
        }
    }
}
