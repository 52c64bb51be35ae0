package dev.sardonyx.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.conformance.SharedData;
import dev.sardonyx.conformance.onnx.DataSetFolder;
import dev.sardonyx.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Trained models give their published outputs, read here and run there. */
final class SharedModelsTest {
    SharedModelsTest() {}

    @TestFactory
    Stream<DynamicTest> givePublishedOutputs() {
        return SharedData.models(SharedModelsTest.class).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) {
        Graph graph = OnnxReader.read(folder.resolve("model.onnx")).graph();
        try (Session session = Session.open(graph, SessionOptions.on("onnxruntime"))) {
            for (DataSetFolder set : DataSetFolder.of(folder)) {
                Map<String, Value> actual = session.run(set.inputs(graph));
                set.outputs(graph).forEach((name, expected) -> {
                    Comparison comparison =
                            Comparison.of(Objects.requireNonNull(actual.get(name)), expected, Tolerance.MODEL);
                    assertThat(comparison.agrees())
                            .as(name + ": " + comparison.reason())
                            .isTrue();
                });
            }
        }
    }
}
