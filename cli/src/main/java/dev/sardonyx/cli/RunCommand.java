package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a model on files. */
@Command(
        name = "run",
        description = "Runs a model on files and shows what comes out.",
        footer = {
            "",
            "An input is a file that ends in .npy, .pb (a TensorProto), .png, .jpg or .wav. Behind a picture come"
                    + " options, each after a comma: size=320x240 (the model's own where it is fixed), mean=127,"
                    + " std=128 (or three numbers, 123.7:116.3:103.5; an element is (level - mean) / std with levels of"
                    + " 0 to 255), layout=nchw|nhwc, order=rgb|bgr|gray, type=float|uint8,"
                    + " fit=stretch|letterbox|center_crop. Behind a sound: rate=16000.",
            "",
            "Example: sardonyx run faces.onnx --input input=photo.jpg,mean=127,std=128"
        })
final class RunCommand extends SardonyxCommand {
    @Mixin
    private ModelArgument model;

    @Option(
            names = "--input",
            paramLabel = "NAME=FILE[,OPTIONS]",
            description = "The file for an input. Once for each input.")
    private Map<String, String> files = new LinkedHashMap<>();

    @Option(names = "--output", paramLabel = "DIR", description = "Write the outputs to DIR as .npy files.")
    private @Nullable Path output;

    @Mixin
    private BackendOptions backend;

    RunCommand() {}

    @Override
    Outcome run(Console console) throws IOException {
        List<String> names = backend.names();
        Graph graph = model.read(console).graph();
        Map<String, Value> inputs = inputs(graph, console);
        OutputFolder folder = output == null ? null : new OutputFolder(output);
        try (Session session = backend.open(graph, names, console)) {
            console.progress("running");
            long start = System.nanoTime();
            Map<String, Value> outputs = session.run(inputs);
            double millis = (System.nanoTime() - start) / 1e6;
            TextTable table = new TextTable("output", "type", "values");
            List<Object> list = new ArrayList<>();
            outputs.forEach((name, value) -> {
                table.row(Escape.text(name), value.type(), ValueSummary.text(value));
                Json json = ValueSummary.json(name, value);
                if (folder != null) {
                    String file = folder.write(name, value);
                    json.put("file", file);
                    console.progress(Escape.text(name) + " -> " + file);
                }
                list.add(json.map());
            });
            console.print(table.toString());
            console.progress("ran in " + Units.millis(millis));
            return Outcome.good(
                    new Json().put("backend", names).put("milliseconds", millis).put("outputs", list));
        }
    }

    private Map<String, Value> inputs(Graph graph, Console console) {
        for (String name : files.keySet()) {
            if (!graph.inputNames().contains(name)) {
                throw new InputException(
                        "the model has no input '" + Escape.text(name) + "'; it takes " + wanted(graph.inputs()));
            }
        }
        List<ValueInfo> missing = graph.inputs().stream()
                .filter(input -> !files.containsKey(input.name()))
                .toList();
        if (!missing.isEmpty()) {
            throw new InputException("give --input NAME=FILE for " + wanted(missing));
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (ValueInfo input : graph.inputs()) {
            Value value = InputFiles.read(files.getOrDefault(input.name(), ""), input, console);
            console.progress("input " + Escape.text(input.name()) + ": " + value.type());
            values.put(input.name(), value);
        }
        return values;
    }

    private static String wanted(List<ValueInfo> inputs) {
        List<String> texts = new ArrayList<>();
        for (ValueInfo input : inputs) {
            texts.add(Escape.text(input.name() + ": " + input.type()));
        }
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
