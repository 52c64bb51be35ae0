package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphText;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.pass.Passes;
import dev.sardonyx.api.runtime.Backend;
import dev.sardonyx.api.runtime.NodePlacement;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.ReadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a model is. */
@Command(
        name = "inspect",
        description =
                "Says what a model is: inputs and outputs, operator sets, operators with their counts, parameters,"
                        + " memory, and what each backend cannot run of it. Operators are those of the newest operator"
                        + " set, to which older models are translated.",
        footer = {"", "Example: sardonyx inspect model.onnx --dump passes"})
final class InspectCommand extends SardonyxCommand {
    /** A form that a graph takes on its way to a device. */
    private enum Stage {
        ONNX,
        PASSES,
        PLACED
    }

    @Mixin
    private ModelArgument model;

    @Mixin
    private BackendOptions backend;

    @Option(
            names = "--dump",
            paramLabel = "STAGE",
            description =
                    "Print the graph instead: onnx (as read), passes (after rewriting), or placed (with the device"
                            + " of each node).")
    private @Nullable Stage dump;

    InspectCommand() {}

    @Override
    Outcome run(Console console) {
        if (dump != null) {
            return dump(dump, console);
        }
        OnnxModel read = model.read(console, ReadOptions.DEFAULT.keepingUnsupported());
        Graph graph = read.graph();
        Typing typing = Typing.of(graph, Limits.DEFAULT);
        Map<String, Integer> operators = new TreeMap<>();
        count(graph, operators);
        MemoryEstimate memory = MemoryEstimate.of(graph, typing);

        console.print("model     " + Escape.text(graph.name()) + producer(read));
        console.print("opsets    " + opsets(read) + ", file format " + read.irVersion());
        graph.inputs().forEach(input -> console.print("input     " + describe(input)));
        graph.outputs().forEach(output -> console.print("output    " + describe(output)));
        console.print(String.format(
                Locale.ROOT,
                "constants %,d tensors, %,d elements, %s",
                memory.constants(),
                memory.elements(),
                Units.bytes(memory.constantBytes())));
        console.print("memory    one run needs " + (memory.isComplete() ? "about " : "at least ")
                + Units.bytes(memory.peakBytes()) + " besides"
                + (memory.isComplete() ? "" : " (sizes not known before a run count as 1)"));
        console.print(String.format(Locale.ROOT, "nodes     %,d", graph.totalNodes()));
        TextTable table = new TextTable("operator", "count");
        operators.forEach(table::row);
        console.print(table.toString());

        Map<String, Object> gaps = new LinkedHashMap<>();
        for (Backend found : backend.found().all()) {
            if (found.isAvailable()) {
                List<String> missing = missing(graph, found.name(), console);
                gaps.put(found.name(), missing);
                console.print("backend " + found.name() + (missing.isEmpty() ? " runs all of it" : " cannot run:"));
                missing.forEach(line -> console.print("  " + line));
            }
        }
        return Outcome.good(new Json()
                .put("name", graph.name())
                .put("producer", read.producerName())
                .put("irVersion", read.irVersion())
                .put("opsets", read.opsets())
                .put("inputs", signature(graph.inputs()))
                .put("outputs", signature(graph.outputs()))
                .put("nodes", graph.totalNodes())
                .put("operators", operators)
                .put("constants", memory.constants())
                .put("parameters", memory.elements())
                .put("constantBytes", memory.constantBytes())
                .put("runBytes", memory.peakBytes())
                .put("runBytesComplete", memory.isComplete())
                .put("cannotRun", gaps));
    }

    private static String producer(OnnxModel read) {
        String producer = (read.producerName() + " " + read.producerVersion()).strip();
        return producer.isEmpty() ? "" : ", made by " + Escape.text(producer);
    }

    private static String opsets(OnnxModel read) {
        List<String> sets = new ArrayList<>();
        read.opsets()
                .forEach((domain, version) ->
                        sets.add((domain.isEmpty() ? "ai.onnx" : Escape.text(domain)) + " " + version));
        return String.join(", ", sets);
    }

    private static String describe(ValueInfo value) {
        return Escape.text(value.name()) + ": " + Escape.text(String.valueOf(value.type()));
    }

    private static List<Object> signature(List<ValueInfo> values) {
        List<Object> list = new ArrayList<>();
        for (ValueInfo value : values) {
            list.add(new Json()
                    .put("name", value.name())
                    .put("type", String.valueOf(value.type()))
                    .map());
        }
        return list;
    }

    private static void count(Graph graph, Map<String, Integer> operators) {
        for (Node node : graph.nodes()) {
            operators.merge(Escape.text(node.operator().qualifiedName()), 1, Integer::sum);
            Graph.bodies(node).forEach(body -> count(body, operators));
        }
    }

    /** What a backend cannot run, decomposed or not; empty where it runs all. */
    private List<String> missing(Graph graph, String name, Console console) {
        try (Session _ = backend.open(graph, List.of(name), console)) {
            return List.of();
        } catch (UnsupportedModelException e) {
            return e.missing().isEmpty()
                    ? List.of(Failures.line(e))
                    : e.missing().stream().map(Missing::toString).toList();
        } catch (SardonyxException e) {
            return List.of(Failures.line(e));
        }
    }

    private Outcome dump(Stage stage, Console console) {
        String text = switch (stage) {
            case ONNX ->
                GraphText.of(
                        model.read(console, ReadOptions.DEFAULT.keepingUnsupported())
                                .graph(),
                        null);
            case PASSES -> {
                Graph rewritten = Passes.run(model.read(console).graph(), Passes.STANDARD, Limits.DEFAULT);
                yield GraphText.of(rewritten, Typing.of(rewritten, Limits.DEFAULT));
            }
            case PLACED -> placed(console);
        };
        console.print(text);
        return Outcome.good(
                new Json().put("stage", stage.name().toLowerCase(Locale.ROOT)).put("text", text));
    }

    private String placed(Console console) {
        List<String> names = backend.names();
        try (Session session = backend.open(model.read(console).graph(), names, console)) {
            TextTable table = new TextTable("device", "node");
            for (NodePlacement placement : session.explain().nodes()) {
                Node node = placement.node();
                String operator = node.operator().subgraphs().isEmpty()
                        ? node.operator().toString()
                        : node.operator().name();
                table.row(
                        placement.device(),
                        Escape.text(String.join(", ", node.outputs()) + " = " + operator + "("
                                + String.join(", ", node.inputs()) + ")"));
            }
            return table.toString();
        }
    }
}
