package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.MapValue;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** What a value looks like, in few words. */
final class ValueSummary {
    private static final int FEW = 8;
    private static final int TOP = 5;

    private ValueSummary() {}

    /** For people: all elements where there are few, else the range and, of a row of scores, the highest. */
    static String text(Value value) {
        return switch (value) {
            case Tensor tensor -> tensor(tensor.toHost());
            case Sequence sequence -> sequence.elements().size() + " elements";
            case MapValue map -> map.entries().size() + " entries" + entries(map);
            case OptionalValue optional -> {
                Value inner = optional.value();
                yield inner == null ? "empty" : text(inner);
            }
        };
    }

    private static String entries(MapValue map) {
        return map.entries().entrySet().stream()
                .limit(FEW)
                .map(e -> Escape.text(String.valueOf(e.getKey())) + ": "
                        + (e.getValue() instanceof Tensor tensor ? tensor(tensor) : text(e.getValue())))
                .collect(Collectors.joining(", ", " (", map.entries().size() > FEW ? ", …)" : ")"));
    }

    private static String tensor(Tensor tensor) {
        if (tensor.elementType() == ElementType.STRING) {
            return tensor.toStrings().stream()
                    .limit(FEW)
                    .map(s -> "\"" + Escape.text(s) + "\"")
                    .collect(Collectors.joining(", "));
        }
        if (tensor.elementType().kind() == ElementType.Kind.COMPLEX) {
            return "";
        }
        if (tensor.elements() == 0) {
            return "no elements";
        }
        if (tensor.elements() <= FEW) {
            List<String> all = new ArrayList<>();
            for (long i = 0; i < tensor.elements(); i++) {
                all.add(element(tensor, i));
            }
            return String.join(", ", all);
        }
        Range range = Range.of(tensor);
        String text = "min " + Units.number(range.min()) + ", mean " + Units.number(range.mean()) + ", max "
                + Units.number(range.max()) + (range.notFinite() == 0 ? "" : ", " + range.notFinite() + " not finite");
        return isScores(tensor) ? text + "; highest " + highest(tensor) : text;
    }

    private static String element(Tensor tensor, long i) {
        return tensor.elementType().isFloating() ? Units.number(tensor.doubleAt(i)) : Long.toString(tensor.longAt(i));
    }

    /** One row of numbers, as a classifier makes. */
    private static boolean isScores(Tensor tensor) {
        int rank = tensor.shape().rank();
        return tensor.elementType().isFloating()
                && rank >= 1
                && rank <= 2
                && tensor.shape().dim(rank - 1) == tensor.elements();
    }

    private static String highest(Tensor tensor) {
        PriorityQueue<Long> best = new PriorityQueue<>(
                Comparator.<Long>comparingDouble(tensor::doubleAt).thenComparing(Comparator.reverseOrder()));
        for (long i = 0; i < tensor.elements(); i++) {
            best.add(i);
            if (best.size() > TOP) {
                best.remove();
            }
        }
        List<String> texts = new ArrayList<>();
        while (!best.isEmpty()) {
            long i = best.remove();
            texts.addFirst("[" + i + "] " + element(tensor, i));
        }
        return String.join(", ", texts);
    }

    /** For programs. */
    static Json json(String name, Value value) {
        Json json = new Json().put("name", name).put("type", value.type().toString());
        if (value instanceof Tensor tensor) {
            Tensor host = tensor.toHost();
            json.put("elementType", host.elementType().toString())
                    .put(
                            "shape",
                            java.util.Arrays.stream(host.shape().dims()).boxed().toList());
            if (host.elementType().isFloating()
                    || host.elementType().isInteger()
                    || host.elementType() == ElementType.BOOL) {
                Range range = Range.of(host);
                json.put("min", range.min())
                        .put("mean", range.mean())
                        .put("max", range.max())
                        .put("notFinite", range.notFinite());
            }
        }
        return json;
    }

    /** The range of the finite elements. */
    private record Range(double min, double mean, double max, long notFinite) {
        static Range of(Tensor tensor) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            long finite = 0;
            for (long i = 0; i < tensor.elements(); i++) {
                double element = tensor.doubleAt(i);
                if (Double.isFinite(element)) {
                    min = Math.min(min, element);
                    max = Math.max(max, element);
                    sum += element;
                    finite++;
                }
            }
            return finite == 0
                    ? new Range(Double.NaN, Double.NaN, Double.NaN, tensor.elements())
                    : new Range(min, sum / finite, max, tensor.elements() - finite);
        }
    }
}
