package dev.sardonyx.cli;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Inputs made from a seed. */
final class SeedOptions {
    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the inputs, which are valid for the model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--shape",
            paramLabel = "NAME=1x3x224x224",
            description = "The shape of an input, where the model leaves it open. Can be repeated.")
    private Map<String, String> shapes = new LinkedHashMap<>();

    SeedOptions() {}

    /** Values for all inputs of {@code graph}. */
    Map<String, Value> inputs(Graph graph, Console console) {
        Map<String, Shape> given = new LinkedHashMap<>();
        shapes.forEach((name, text) -> given.put(name, SeededInputs.parseShape(text)));
        Map<String, Value> inputs = SeededInputs.of(graph, Typing.of(graph, Limits.DEFAULT), given, seed);
        console.progress("inputs from seed " + seed + ": " + SeededInputs.describe(inputs));
        return inputs;
    }

    long seed() {
        return seed;
    }
}
