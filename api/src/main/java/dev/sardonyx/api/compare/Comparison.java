package dev.sardonyx.api.compare;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.MapValue;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of comparing an actual with an expected value. Immutable.
 *
 * @param agrees whether every element is within the tolerance, and type and shape are equal
 * @param maxAbsolute the largest absolute difference; NaN where one side is NaN and the other is not
 * @param maxRelative the largest absolute difference over the magnitude expected
 * @param reason the first thing that differs, with its place; null where nothing does
 */
public record Comparison(
        boolean agrees,
        double maxAbsolute,
        double maxRelative,
        @Nullable String reason) {
    private static final Comparison EQUAL = new Comparison(true, 0, 0, null);

    public static Comparison of(Value actual, Value expected, Tolerance tolerance) {
        return switch (expected) {
            case Tensor e -> actual instanceof Tensor a ? tensors(a, e, tolerance) : kinds(actual, expected);
            case Sequence e -> actual instanceof Sequence a ? sequences(a, e, tolerance) : kinds(actual, expected);
            case OptionalValue e ->
                actual instanceof OptionalValue a ? optionals(a, e, tolerance) : kinds(actual, expected);
            case MapValue e -> actual instanceof MapValue a ? maps(a, e, tolerance) : kinds(actual, expected);
        };
    }

    private static Comparison differs(String reason) {
        return new Comparison(false, Double.NaN, Double.NaN, reason);
    }

    private static Comparison kinds(Value actual, Value expected) {
        return differs("expected " + expected.type() + ", found " + actual.type());
    }

    private static Comparison optionals(OptionalValue actual, OptionalValue expected, Tolerance tolerance) {
        if (actual.value() == null && expected.value() == null) {
            return EQUAL;
        }
        if (actual.value() == null || expected.value() == null) {
            return differs("one optional is empty, the other is not");
        }
        return of(actual.value(), expected.value(), tolerance);
    }

    private static Comparison sequences(Sequence actual, Sequence expected, Tolerance tolerance) {
        if (actual.elements().size() != expected.elements().size()) {
            return differs("expected a sequence of " + expected.elements().size() + ", found "
                    + actual.elements().size());
        }
        Comparison all = EQUAL;
        for (int i = 0; i < expected.elements().size(); i++) {
            all = all.and(of(actual.elements().get(i), expected.elements().get(i), tolerance), "element " + i);
        }
        return all;
    }

    private static Comparison maps(MapValue actual, MapValue expected, Tolerance tolerance) {
        if (!actual.entries().keySet().equals(expected.entries().keySet())) {
            return differs("expected keys " + expected.entries().keySet() + ", found "
                    + actual.entries().keySet());
        }
        Comparison all = EQUAL;
        for (var entry : expected.entries().entrySet()) {
            Value value = actual.entries().get(entry.getKey());
            if (value != null) {
                all = all.and(of(value, entry.getValue(), tolerance), "key " + entry.getKey());
            }
        }
        return all;
    }

    private Comparison and(Comparison other, String place) {
        String why = reason != null ? reason : other.reason == null ? null : place + ": " + other.reason;
        return new Comparison(
                agrees && other.agrees,
                Math.max(maxAbsolute, other.maxAbsolute),
                Math.max(maxRelative, other.maxRelative),
                why);
    }

    private static Comparison tensors(Tensor actual, Tensor expected, Tolerance tolerance) {
        if (actual.elementType() != expected.elementType() || !actual.shape().equals(expected.shape())) {
            return kinds(actual, expected);
        }
        ElementType type = expected.elementType();
        if (type == ElementType.STRING) {
            return strings(actual, expected);
        }
        if (type.kind() == ElementType.Kind.COMPLEX) {
            return complex(actual, expected, tolerance);
        }
        return type.isFloating() ? floats(actual, expected, tolerance) : integers(actual, expected);
    }

    private static Comparison strings(Tensor actual, Tensor expected) {
        for (long i = 0; i < expected.elements(); i++) {
            if (!actual.stringAt(i).equals(expected.stringAt(i))) {
                return differs("element " + i + ": expected \"" + expected.stringAt(i) + "\", found \""
                        + actual.stringAt(i) + "\"");
            }
        }
        return EQUAL;
    }

    private static Comparison complex(Tensor actual, Tensor expected, Tolerance tolerance) {
        ElementType part = expected.elementType() == ElementType.COMPLEX64 ? ElementType.FLOAT : ElementType.DOUBLE;
        var shape = dev.sardonyx.api.tensor.Shape.of(2 * expected.elements());
        return floats(Tensor.of(part, shape, actual.data()), Tensor.of(part, shape, expected.data()), tolerance);
    }

    private static Comparison integers(Tensor actual, Tensor expected) {
        long wrong = -1;
        double worst = 0;
        for (long i = 0; i < expected.elements(); i++) {
            long a = actual.longAt(i);
            long e = expected.longAt(i);
            if (a != e) {
                wrong = wrong < 0 ? i : wrong;
                worst = Math.max(worst, Math.abs((double) a - (double) e));
            }
        }
        return wrong < 0
                ? EQUAL
                : new Comparison(
                        false,
                        worst,
                        Double.NaN,
                        "element " + wrong + ": expected " + expected.longAt(wrong) + ", found "
                                + actual.longAt(wrong));
    }

    private static Comparison floats(Tensor actual, Tensor expected, Tolerance tolerance) {
        double maxAbsolute = 0;
        double maxRelative = 0;
        long wrong = -1;
        for (long i = 0; i < expected.elements(); i++) {
            double a = actual.doubleAt(i);
            double e = expected.doubleAt(i);
            if (a == e || (Double.isNaN(a) && Double.isNaN(e))) {
                continue;
            }
            double difference = Math.abs(a - e);
            // not "difference > allowed": that is false for NaN
            boolean within = difference <= tolerance.absolute() + tolerance.relative() * Math.abs(e);
            if (!within || Double.isInfinite(e)) {
                wrong = wrong < 0 ? i : wrong;
            }
            maxAbsolute = Math.max(maxAbsolute, difference);
            maxRelative = Math.max(maxRelative, difference / Math.abs(e));
        }
        return new Comparison(
                wrong < 0,
                maxAbsolute,
                maxRelative,
                wrong < 0
                        ? null
                        : "element " + wrong + ": expected " + expected.doubleAt(wrong) + ", found "
                                + actual.doubleAt(wrong) + "; largest difference " + maxAbsolute);
    }
}
