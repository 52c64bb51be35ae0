package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two backends on one model. */
@Command(
        name = "diff",
        description = "Runs a model on two backends with the same inputs, made from a seed and valid for the model, and"
                + " compares the outputs.",
        footer = {"", "Example: sardonyx diff model.onnx --backend cpu --against onnxruntime --every"})
final class DiffCommand extends SardonyxCommand {
    @Mixin
    private ModelArgument model;

    @Mixin
    private BackendOptions backend;

    @Option(
            names = "--against",
            paramLabel = "NAME",
            defaultValue = "reference",
            description = "The backend to compare with (default: ${DEFAULT-VALUE}).")
    private String against;

    @Option(
            names = "--every",
            description = "Compare every tensor in between too, and name the first that differs. Nothing is fused then,"
                    + " since every tensor is asked for.")
    private boolean every;

    @Mixin
    private SeedOptions seed;

    @Mixin
    private ToleranceOptions tolerance;

    @Mixin
    private RefillOption refill;

    DiffCommand() {}

    @Override
    Outcome run(Console console) {
        List<String> own = backend.names();
        List<String> other = backend.names(against);
        Graph graph = refill.apply(model.read(console).graph(), console);
        Map<String, Value> inputs = seed.inputs(graph, console);
        Tolerance allowed = tolerance.tolerance();

        OutputComparison outputs =
                OutputComparison.of(run(graph, own, inputs, console), run(graph, other, inputs, console), allowed);
        console.print(outputs.text());
        Json json = new Json()
                .put("backend", own)
                .put("against", other)
                .put("seed", seed.seed())
                .put("rtol", allowed.relative())
                .put("atol", allowed.absolute())
                .put("maxAbs", outputs.maxAbsolute())
                .put("outputs", outputs.list());
        boolean agrees = outputs.agrees();
        if (every) {
            agrees &= compareEvery(graph, own, other, inputs, allowed, json, console);
        }
        json.put("agrees", agrees);
        console.print((agrees ? "agrees within" : "DIFFERS beyond") + " rtol " + Units.number(allowed.relative())
                + ", atol " + Units.number(allowed.absolute()));
        return Outcome.of(agrees, json);
    }

    private Map<String, Value> run(Graph graph, List<String> names, Map<String, Value> inputs, Console console) {
        try (Session session = backend.open(graph, names, console)) {
            console.progress("running on " + String.join(", ", names));
            return session.run(inputs);
        }
    }

    private boolean compareEvery(
            Graph graph,
            List<String> own,
            List<String> other,
            Map<String, Value> inputs,
            Tolerance allowed,
            Json json,
            Console console) {
        EveryTensor all = EveryTensor.of(graph);
        console.progress("comparing " + all.graph().outputs().size() + " tensors");
        Map<String, Value> actual = run(all.graph(), own, inputs, console);
        Map<String, Value> expected = run(all.graph(), other, inputs, console);
        OutputComparison comparison = new OutputComparison(allowed);
        String first = null;
        for (Map.Entry<String, Value> entry : expected.entrySet()) {
            Comparison one = comparison.add(entry.getKey(), actual.get(entry.getKey()), entry.getValue());
            if (first == null && !one.agrees()) {
                first = entry.getKey();
            }
        }
        console.print(comparison.text());
        Node maker = first == null ? null : all.makers().get(first);
        String operator = maker == null ? null : maker.operator().qualifiedName();
        console.print(
                first == null
                        ? "no tensor in between differs"
                        : "the first tensor that differs is '" + Escape.text(first) + "'"
                                + (maker == null || operator == null
                                        ? ""
                                        : ", made by " + Escape.text(operator) + " '" + Escape.text(maker.label())
                                                + "'"));
        json.put("every", comparison.list()).put("firstDifference", first).put("firstOperator", operator);
        return comparison.agrees();
    }
}
