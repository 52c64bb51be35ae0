package dev.sardonyx.conformance.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.conformance.SharedData;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.onnx.ReadOptions;
import dev.sardonyx.onnx.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Trained models are the same after they were written and read, byte for byte and bit for bit. */
final class SharedModelExportTest {
    SharedModelExportTest() {}

    @TestFactory
    Stream<DynamicTest> writesWhatItRead() {
        return each(SharedModelExportTest::checkFixpoint);
    }

    @TestFactory
    Stream<DynamicTest> computesTheSameAfterwards() {
        return each(folder -> checkResults(folder, WriteOptions.DEFAULT));
    }

    @TestFactory
    Stream<DynamicTest> computesTheSameAtTheNewestOperatorSet() {
        return each(folder -> checkResults(folder, WriteOptions.DEFAULT.withOpset(27)));
    }

    private static Stream<DynamicTest> each(Consumer<Path> check) {
        return SharedData.models(SharedModelExportTest.class).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check.accept(folder)));
    }

    private static void checkFixpoint(Path folder) {
        OnnxModel model = OnnxReader.read(folder.resolve("model.onnx"), ReadOptions.DEFAULT.keepingUnsupported());
        for (long opset : List.of(model.opset(), 21L, 27L)) {
            if (opset != model.opset() && !model.unsupported().isEmpty()) {
                continue;
            }
            WriteOptions options = WriteOptions.DEFAULT.withOpset(opset);
            byte[] once = OnnxWriter.toBytes(model, options);
            OnnxModel again = OnnxReader.read(once, ReadOptions.DEFAULT.keepingUnsupported());
            assertThat(OnnxWriter.toBytes(again, options)).as("at %d", opset).isEqualTo(once);
        }
    }

    private static void checkResults(Path folder, WriteOptions options) {
        OnnxModel model = OnnxReader.read(folder.resolve("model.onnx"), ReadOptions.DEFAULT.keepingUnsupported());
        if (!model.unsupported().isEmpty()) {
            return;
        }
        Graph graph = model.graph();
        Graph copy = OnnxReader.read(OnnxWriter.toBytes(model, options)).graph();
        Map<String, Value> inputs = DataSetFolder.of(folder).getFirst().inputs(graph);
        List<Value> expected = new Interpreter(Limits.DEFAULT).run(graph, inputs);
        List<Value> actual = new Interpreter(Limits.DEFAULT).run(copy, inputs);
        for (int k = 0; k < expected.size(); k++) {
            Comparison comparison = Comparison.of(actual.get(k), expected.get(k), Tolerance.EXACT);
            assertThat(comparison.agrees()).as(comparison.reason()).isTrue();
        }
    }
}
