package dev.sardonyx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.conformance.SharedData;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.OnnxValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every data set of every trained model agrees on every backend. */
class TrainedModelsTest {
    private static final List<String> BACKENDS = List.of("reference", "cpu", "onnxruntime");

    @TestFactory
    Stream<DynamicTest> dataSets() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path model : SharedData.models(TrainedModelsTest.class)) {
            for (int set = 0; Files.exists(model.resolve("test_data_set_" + set)); set++) {
                Path data = model.resolve("test_data_set_" + set);
                for (String backend : BACKENDS) {
                    tests.add(DynamicTest.dynamicTest(
                            model.getFileName() + " set " + set + " on " + backend,
                            () -> check(model.resolve("model.onnx"), data, backend)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void check(Path model, Path data, String backend) {
        Graph graph = OnnxReader.read(model).graph();
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            ValueInfo input = graph.inputs().get(i);
            inputs.put(input.name(), value(data.resolve("input_" + i + ".pb"), input));
        }
        int compared = 0;
        try (Session session = Session.open(graph, SessionOptions.on(backend))) {
            Map<String, Value> outputs = session.run(inputs);
            for (int k = 0; k < graph.outputs().size(); k++) {
                ValueInfo output = graph.outputs().get(k);
                Path expected = data.resolve("output_" + k + ".pb");
                if (Files.exists(expected)) {
                    compared++;
                    assertThat(Comparison.of(
                                            Objects.requireNonNull(outputs.get(output.name())),
                                            value(expected, output),
                                            Tolerance.MODEL)
                                    .reason())
                            .as(output.name())
                            .isNull();
                }
            }
        }
        assertThat(compared).as("compared outputs").isPositive();
    }

    private static Value value(Path file, ValueInfo info) {
        return OnnxValues.read(file, Objects.requireNonNull(info.type()));
    }
}
