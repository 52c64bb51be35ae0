package dev.sardonyx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.conformance.SharedData;
import dev.sardonyx.conformance.onnx.BackendTestArchive;
import dev.sardonyx.onnx.OnnxReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole topologies with seeded random weights: every value agrees between engines. The tolerance is relative to the
 * largest magnitude of each tensor, since activations far below it are sums that cancel.
 */
class LightTopologiesTest {
    private static final double RELATIVE = 1e-3;

    private static final List<String> TOPOLOGIES = List.of(
            "bvlc_alexnet",
            "densenet121",
            "inception_v1",
            "inception_v2",
            "resnet50",
            "shufflenet",
            "squeezenet",
            "vgg19",
            "zfnet512");

    private static final List<String> SMALLEST = List.of("shufflenet", "squeezenet", "bvlc_alexnet");

    @TestFactory
    Stream<DynamicTest> everyValueAgrees() throws IOException {
        var file = SharedData.path(LightTopologiesTest.class, "onnx/onnx-backend-tests.zip");
        BackendTestArchive archive = new BackendTestArchive(file);
        return TOPOLOGIES.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> check(archive.file("light/light_" + name + ".onnx"), name)));
    }

    private static void check(byte[] model, String name) {
        Refill refill = Refill.of(OnnxReader.read(model).graph(), 7);
        assertThat(refill.weights()).isGreaterThan(10);
        Graph graph = withEveryOutput(refill.graph());
        Map<String, Value> inputs = inputs(graph);
        Map<String, Value> expected = run(graph, inputs, "onnxruntime");
        compare(name, run(graph, inputs, "cpu"), expected, "cpu against onnxruntime");
        if (SMALLEST.contains(name)) {
            compare(name, run(graph, inputs, "reference"), expected, "reference against onnxruntime");
        }
    }

    private static Graph withEveryOutput(Graph graph) {
        Typing typing = Typing.of(graph, Limits.DEFAULT);
        List<ValueInfo> outputs = new ArrayList<>();
        graph.nodes().forEach(node -> {
            String output = node.outputs().getFirst();
            outputs.add(ValueInfo.of(output, typing.type(output)));
        });
        return new Graph(
                graph.name(), graph.inputs(), outputs, graph.nodes(), graph.constants(), List.of(), "", Map.of());
    }

    private static Map<String, Value> inputs(Graph graph) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(11);
        for (ValueInfo input : graph.inputs()) {
            TensorType type = (TensorType) Objects.requireNonNull(input.type());
            Shape shape = Objects.requireNonNull(type.shape()).toShape().orElseThrow();
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 2 * random.nextFloat() - 1;
            }
            assertThat(type.elementType()).isEqualTo(ElementType.FLOAT);
            inputs.put(input.name(), Tensor.ofFloats(shape, values));
        }
        return inputs;
    }

    private static Map<String, Value> run(Graph graph, Map<String, Value> inputs, String backend) {
        try (Session session = Session.open(graph, SessionOptions.on(backend))) {
            return session.run(inputs);
        }
    }

    private static void compare(String name, Map<String, Value> actual, Map<String, Value> expected, String what) {
        for (Map.Entry<String, Value> entry : expected.entrySet()) {
            Tensor want = (Tensor) entry.getValue();
            double largest = 0;
            for (long i = 0; i < want.elements(); i++) {
                largest = Math.max(largest, Math.abs(want.doubleAt(i)));
            }
            assertThat(largest)
                    .as(name + " " + entry.getKey() + " is alive")
                    .isPositive()
                    .isLessThan(1e6);
            Tolerance tolerance = new Tolerance(RELATIVE, RELATIVE * Math.max(largest, 1e-3));
            Comparison comparison = Comparison.of(Objects.requireNonNull(actual.get(entry.getKey())), want, tolerance);
            assertThat(comparison.reason())
                    .as(name + " " + entry.getKey() + ", " + what)
                    .isNull();
        }
    }
}
