package dev.sardonyx.conformance.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.conformance.compare.Comparison;
import dev.sardonyx.conformance.compare.Tolerance;
import dev.sardonyx.conformance.onnx.BackendTestArchive.DataSet;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.ReadOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one data set by the operators' own meaning and compares the outputs. */
public final class BackendTestRunner {
    /** Runs a graph: inputs by name to outputs in order. */
    @FunctionalInterface
    public interface Engine {
        List<? extends Value> run(Graph graph, Map<String, Value> inputs);
    }

    /** The reference meaning. */
    public static final Engine REFERENCE = (graph, inputs) -> new Interpreter(Limits.DEFAULT).run(graph, inputs);

    private final BackendTestArchive archive;
    private final Engine engine;
    private final Tolerance tolerance;

    public BackendTestRunner(BackendTestArchive archive, Engine engine, Tolerance tolerance) {
        this.archive = archive;
        this.engine = engine;
        this.tolerance = tolerance;
    }

    /** Null where the outputs agree; otherwise what differs. Exceptions of reading and running pass through. */
    public @Nullable String run(DataSet set) {
        OnnxModel model =
                OnnxReader.read(archive.model(set), ReadOptions.DEFAULT.allowingDevelopmentOpsets());
        Graph graph = model.graph();
        Typing.of(graph, Limits.DEFAULT);
        List<@Nullable Value> given = archive.values(
                set, "input", graph.inputs().stream().map(ValueInfo::type).toList());
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Value value = given.get(i);
            if (value != null) {
                inputs.put(graph.inputs().get(i).name(), value);
            }
        }
        List<@Nullable Value> expected = archive.values(
                set, "output", graph.outputs().stream().map(ValueInfo::type).toList());
        List<? extends Value> actual = engine.run(graph, inputs);
        boolean compared = false;
        for (int k = 0; k < expected.size(); k++) {
            Value want = expected.get(k);
            if (want == null) {
                continue;
            }
            compared = true;
            Comparison comparison = Comparison.of(actual.get(k), want, tolerance);
            if (!comparison.agrees()) {
                return "output " + graph.outputs().get(k).name() + ": " + comparison.reason();
            }
        }
        return compared ? null : "nothing was compared";
    }
}
