package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a model on a data set and compares. */
@Command(
        name = "verify",
        description = "Runs a model on the inputs of a data set and compares the outputs with those of the data set."
                + " input_0.pb is the model's first input, output_0.pb its first output, and so on, as in the data sets"
                + " of ONNX.",
        footer = {"", "Example: sardonyx verify model.onnx --data test_data_set_0"})
final class VerifyCommand extends SardonyxCommand {
    @Mixin
    private ModelArgument model;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The folder with input_0.pb, output_0.pb, …")
    private Path data;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private ToleranceOptions tolerance;

    VerifyCommand() {}

    @Override
    Outcome run(Console console) throws IOException {
        List<String> names = backend.names();
        InputPaths.requireFolder(data);
        Graph graph = model.read(console).graph();
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            ValueInfo input = graph.inputs().get(i);
            Path file = data.resolve("input_" + i + ".pb");
            if (!Files.exists(file)) {
                throw new RefusedFileException(
                        "there is no " + file + " for input '" + Escape.text(input.name()) + "'" + subfolders());
            }
            inputs.put(input.name(), read(file, input));
        }
        Map<String, Value> outputs;
        try (Session session = backend.open(graph, names, console)) {
            console.progress("running");
            outputs = session.run(inputs);
        }
        Tolerance allowed = tolerance.tolerance();
        OutputComparison comparison = new OutputComparison(allowed);
        for (int k = 0; k < graph.outputs().size(); k++) {
            ValueInfo output = graph.outputs().get(k);
            Path file = data.resolve("output_" + k + ".pb");
            if (Files.exists(file)) {
                comparison.add(output.name(), outputs.get(output.name()), read(file, output));
            } else {
                comparison.skip(output.name(), "there is no output_" + k + ".pb");
            }
        }
        if (comparison.compared() == 0) {
            throw new RefusedFileException("there is nothing to compare with: no output_0.pb in " + data);
        }
        console.print(comparison.text());
        console.print((comparison.agrees() ? "agrees within" : "DIFFERS beyond") + " rtol "
                + Units.number(allowed.relative()) + ", atol " + Units.number(allowed.absolute()));
        return Outcome.of(
                comparison.agrees(),
                new Json()
                        .put("backend", names)
                        .put("agrees", comparison.agrees())
                        .put("rtol", allowed.relative())
                        .put("atol", allowed.absolute())
                        .put("maxAbs", comparison.maxAbsolute())
                        .put("outputs", comparison.list()));
    }

    private static Value read(Path file, ValueInfo info) {
        if (info.type() == null) {
            throw new InputException("the model does not say of what type '" + Escape.text(info.name()) + "' is");
        }
        return OnnxValues.read(file, info.type());
    }

    /** The data sets that a folder of data sets has. */
    private String subfolders() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            String names = files.filter(file -> Files.exists(file.resolve("input_0.pb")))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "" : "; folders that have one: " + names;
        }
    }
}
