package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a model on one backend, or on two in turn. */
@Command(
        name = "bench",
        description = "Times a model. With --vs the two backends run in turn, A B A B, in one process, after they have"
                + " warmed up and their outputs agree; nothing is timed where these differ.",
        footer = {"", "Example: sardonyx bench model.onnx --vs onnxruntime --threads 1"})
final class BenchCommand extends SardonyxCommand {
    private static final int WARM_UP_RUNS = 5;
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    @Mixin
    private ModelArgument model;

    @Mixin
    private BackendOptions backend;

    @Option(names = "--vs", paramLabel = "NAME", description = "The backend to compare with.")
    private @Nullable String versus;

    @Option(
            names = "--runs",
            paramLabel = "R",
            defaultValue = "30",
            description = "How often each runs (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Mixin
    private SeedOptions seed;

    @Mixin
    private ToleranceOptions tolerance;

    @Mixin
    private RefillOption refill;

    BenchCommand() {}

    @Override
    Outcome run(Console console) {
        if (runs < 1) {
            throw usage("Expected at least one run, found --runs " + runs);
        }
        List<String> own = backend.names();
        List<String> other = versus == null ? List.of() : backend.names(versus);
        Graph graph = refill.apply(model.read(console).graph(), console);
        Map<String, Value> inputs = seed.inputs(graph, console);
        Json json = new Json().put("backend", own);
        try (Session a = backend.open(graph, own, console)) {
            if (other.isEmpty()) {
                warmUp(a, inputs, own, console);
                double[] times = new double[runs];
                measure(inputs, console, List.of(a), List.of(times));
                return report(json, own, Timings.of(times), console);
            }
            try (Session b = backend.open(graph, other, console)) {
                return compare(a, b, own, other, inputs, json.put("vs", other), console);
            }
        }
    }

    private Outcome report(Json json, List<String> own, Timings timings, Console console) {
        console.print(String.join(", ", own) + ": " + timings.millisText() + ", " + runs + " runs");
        return Outcome.good(json.put("runs", runs).put("own", timings.millis()));
    }

    private Outcome compare(
            Session a,
            Session b,
            List<String> own,
            List<String> other,
            Map<String, Value> inputs,
            Json json,
            Console console) {
        console.progress("checking that they agree");
        OutputComparison outputs = OutputComparison.of(a.run(inputs), b.run(inputs), tolerance.tolerance());
        json.put("agrees", outputs.agrees()).put("maxAbs", outputs.maxAbsolute());
        if (!outputs.agrees()) {
            console.print(outputs.text());
            console.print("DIFFERS, so nothing was timed");
            return Outcome.of(false, json.put("outputs", outputs.list()));
        }
        warmUp(a, inputs, own, console);
        warmUp(b, inputs, other, console);
        double[] ownTimes = new double[runs];
        double[] otherTimes = new double[runs];
        measure(inputs, console, List.of(a, b), List.of(ownTimes, otherTimes));
        double[] ratios = new double[runs];
        for (int i = 0; i < runs; i++) {
            ratios[i] = otherTimes[i] / ownTimes[i];
        }
        Timings ratio = Timings.of(ratios);
        console.print("outputs agree, largest difference " + Units.error(outputs.maxAbsolute()));
        report(json, own, Timings.of(ownTimes), console);
        console.print(String.join(", ", other) + ": " + Timings.of(otherTimes).millisText() + ", " + runs + " runs");
        console.print("ratio: " + ratio.plainText() + " times as long on " + String.join(", ", other) + " as on "
                + String.join(", ", own));
        return Outcome.good(json.put("other", Timings.of(otherTimes).millis()).put("ratio", ratio.plain()));
    }

    private static void warmUp(Session session, Map<String, Value> inputs, List<String> names, Console console) {
        console.progress("warming up " + String.join(", ", names));
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < WARM_UP_RUNS || System.nanoTime() < end; i++) {
            session.run(inputs);
            // A model that takes seconds is warm after one more run.
            if (i > 0 && System.nanoTime() - end > WARM_UP_NANOS) {
                return;
            }
        }
    }

    /** Runs the sessions in turn. */
    private void measure(Map<String, Value> inputs, Console console, List<Session> sessions, List<double[]> times) {
        long last = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            for (int s = 0; s < sessions.size(); s++) {
                long start = System.nanoTime();
                sessions.get(s).run(inputs);
                times.get(s)[i] = (System.nanoTime() - start) / 1e6;
            }
            if (System.nanoTime() - last > PROGRESS_NANOS) {
                last = System.nanoTime();
                console.progress("run " + (i + 1) + " of " + runs);
            }
        }
    }
}
