package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares outputs one by one, and says how far each is from what it should be. */
final class OutputComparison {
    private final Tolerance tolerance;
    private final TextTable table = new TextTable("output", "type", "max abs", "max rel", "");
    private final List<Object> list = new ArrayList<>();
    private boolean agrees = true;
    private double maxAbsolute;
    private int compared;

    OutputComparison(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** Compares all values of {@code expected} with those of the same name. */
    static OutputComparison of(
            Map<String, ? extends Value> actual, Map<String, ? extends Value> expected, Tolerance tolerance) {
        OutputComparison all = new OutputComparison(tolerance);
        expected.forEach((name, value) -> all.add(name, actual.get(name), value));
        return all;
    }

    /** Compares one value; null where there is none of this name. */
    Comparison add(String name, @Nullable Value actual, Value expected) {
        Comparison comparison = actual == null
                ? new Comparison(false, Double.NaN, Double.NaN, "there is no such output")
                : Comparison.of(actual, expected, tolerance);
        agrees &= comparison.agrees();
        maxAbsolute = Math.max(maxAbsolute, comparison.maxAbsolute());
        compared++;
        String reason = comparison.reason();
        table.row(
                Escape.text(name),
                expected.type(),
                Units.error(comparison.maxAbsolute()),
                Units.error(comparison.maxRelative()),
                reason == null ? "agrees" : "DIFFERS: " + Escape.text(reason));
        list.add(new Json()
                .put("name", name)
                .put("type", expected.type().toString())
                .put("compared", true)
                .put("agrees", comparison.agrees())
                .put("maxAbs", comparison.maxAbsolute())
                .put("maxRel", comparison.maxRelative())
                .put("reason", reason)
                .map());
        return comparison;
    }

    /** Notes an output that there is nothing to compare with. */
    void skip(String name, String reason) {
        table.row(Escape.text(name), "", "", "", "not compared: " + reason);
        list.add(new Json()
                .put("name", name)
                .put("compared", false)
                .put("reason", reason)
                .map());
    }

    boolean agrees() {
        return agrees;
    }

    int compared() {
        return compared;
    }

    double maxAbsolute() {
        return maxAbsolute;
    }

    List<Object> list() {
        return list;
    }

    String text() {
        return table.toString();
    }
}
