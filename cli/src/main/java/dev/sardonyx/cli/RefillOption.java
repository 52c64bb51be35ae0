package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Random weights in place of a model's own. */
final class RefillOption {
    @Option(
            names = "--refill",
            paramLabel = "SEED",
            description = "Replace the constant weights, initializers and those that ConstantOfShape makes, by random"
                    + " ones from SEED, scaled so that activations stay of order one.")
    private @Nullable Long seed;

    RefillOption() {}

    /** {@code graph}, with other weights where that was asked for. */
    Graph apply(Graph graph, Console console) {
        if (seed == null) {
            return graph;
        }
        Refill refill = Refill.of(graph, seed);
        console.progress(
                "refilled " + refill.weights() + " weights of " + refill.elements() + " elements from seed " + seed);
        return refill.graph();
    }
}
