package dev.sardonyx.cli;

import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Backend;
import dev.sardonyx.api.runtime.Backends;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.zoo.chart.PixelChart;
import dev.sardonyx.zoo.chart.Series;
import dev.sardonyx.zoo.chart.Tile;
import dev.sardonyx.zoo.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows on a small network what there is. */
@Command(
        name = "demo",
        description = "Builds a small network that finds edges, writes it as ONNX, reads it back, runs it on every"
                + " backend there is, compares the results, and draws them.",
        footer = {"", "Example: sardonyx demo"})
final class DemoCommand extends SardonyxCommand {
    private static final int RUNS = 20;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "demo-output",
            description = "Where the model and the picture go (default: ${DEFAULT-VALUE}).")
    private Path output;

    DemoCommand() {}

    /** What one backend made of the network. */
    private record Result(String backend, Map<String, Value> outputs, double medianMillis) {}

    @Override
    Outcome run(Console console) throws IOException {
        Files.createDirectories(output);
        Path modelFile = output.resolve("edges.onnx");
        Path pictureFile = output.resolve("demo.png");

        console.progress("1/5 building a network");
        Graph built = DemoNetwork.build();
        console.progress("2/5 writing it as ONNX and reading it back");
        OnnxWriter.write(OnnxModel.of(built), modelFile);
        Graph graph = OnnxReader.read(modelFile).graph();
        console.print("network: " + graph.nodes().size() + " operators, written to " + modelFile + " and read back");

        console.progress("3/5 looking for backends");
        Backends backends = Backends.discover();
        List<Result> results = new ArrayList<>();
        List<Object> found = new ArrayList<>();
        Map<String, Value> inputs = Map.of("picture", DemoNetwork.picture());
        console.progress("4/5 running the network on each");
        for (Backend backend : backends.all()) {
            String status = backend.status().name().toLowerCase(Locale.ROOT);
            console.print("backend " + backend.name() + ": " + (backend.isAvailable() ? "taken, " : "not taken, ")
                    + status + " (" + backend.reason() + ")");
            found.add(new Json()
                    .put("name", backend.name())
                    .put("status", status)
                    .put("reason", backend.reason())
                    .map());
            if (backend.isAvailable()) {
                try {
                    results.add(run(graph, backend, backends, inputs));
                } catch (SardonyxException e) {
                    console.print("  cannot run it: " + Failures.line(e));
                }
            }
        }
        if (results.isEmpty()) {
            backends.defaultBackend(); // says why there is none
            throw new IllegalStateException("no backend runs the network");
        }
        Result judge = results.stream()
                .filter(result -> result.backend().equals("reference"))
                .findFirst()
                .orElse(results.getFirst());
        boolean agrees = true;
        List<Object> compared = new ArrayList<>();
        TextTable table = new TextTable("backend", "median", "largest difference from " + judge.backend(), "");
        for (Result result : results) {
            OutputComparison comparison = OutputComparison.of(result.outputs(), judge.outputs(), Tolerance.MODEL);
            agrees &= comparison.agrees();
            table.row(
                    result.backend(),
                    Units.millis(result.medianMillis()),
                    Units.error(comparison.maxAbsolute()),
                    comparison.agrees() ? "agrees" : "DIFFERS");
            compared.add(new Json()
                    .put("backend", result.backend())
                    .put("medianMs", result.medianMillis())
                    .put("maxAbs", comparison.maxAbsolute())
                    .put("agrees", comparison.agrees())
                    .map());
        }
        console.print(table.toString());

        console.progress("5/5 drawing");
        draw(results).writePng(pictureFile);
        console.print("look at " + pictureFile);
        return Outcome.of(
                agrees,
                new Json()
                        .put("model", modelFile.toString())
                        .put("picture", pictureFile.toString())
                        .put("backends", found)
                        .put("results", compared)
                        .put("agrees", agrees));
    }

    private static Result run(Graph graph, Backend backend, Backends backends, Map<String, Value> inputs) {
        try (Session session = Session.open(graph, SessionOptions.on(backend.name()), backends)) {
            Map<String, Value> outputs = session.run(inputs);
            double[] times = new double[RUNS];
            for (int i = 0; i < 2 * RUNS; i++) {
                long start = System.nanoTime();
                session.run(inputs);
                times[i % RUNS] = (System.nanoTime() - start) / 1e6;
            }
            return new Result(backend.name(), outputs, Timings.of(times).median());
        }
    }

    private static Picture draw(List<Result> results) {
        PixelChart chart = new PixelChart("Edges, found by every backend");
        chart.pictures(
                "The picture", List.of(new Tile(gray(DemoNetwork.picture().toDoubles(), 1), "levels of 0 to 1")));
        List<Series> means = new ArrayList<>();
        Map<String, Double> times = new LinkedHashMap<>();
        for (Result result : results) {
            double[] edges = tensor(result, "edges").toDoubles();
            int plane = DemoNetwork.SIDE * DemoNetwork.SIDE;
            List<Tile> tiles = new ArrayList<>();
            for (int filter = 0; filter < DemoNetwork.FILTERS.size(); filter++) {
                double[] map = Arrays.copyOfRange(edges, filter * plane, (filter + 1) * plane);
                tiles.add(new Tile(gray(map, 4), DemoNetwork.FILTERS.get(filter)));
            }
            chart.pictures("On backend " + result.backend(), tiles);
            means.add(new Series(
                    result.backend(),
                    Arrays.stream(tensor(result, "means").toDoubles()).boxed().toList()));
            times.put(result.backend(), result.medianMillis());
        }
        chart.bars("Mean answer of each filter", DemoNetwork.FILTERS, means);
        chart.bars(
                "Milliseconds a run",
                List.copyOf(times.keySet()),
                List.of(new Series("median of " + RUNS, List.copyOf(times.values()))));
        return chart.render();
    }

    private static Tensor tensor(Result result, String name) {
        if (result.outputs().get(name) instanceof Tensor tensor) {
            return tensor;
        }
        throw new IllegalStateException("no tensor " + name);
    }

    private static Picture gray(double[] values, double white) {
        return Picture.ofGray(DemoNetwork.SIDE, DemoNetwork.SIDE, 0, white, values);
    }
}
