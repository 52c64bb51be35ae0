package dev.sardonyx.conformance.onnx;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A {@code test_data_set_<n>} folder beside a model, laid out as in ONNX's backend tests.
 *
 * @param folder the folder
 */
public record DataSetFolder(Path folder) {
    /** The data sets of the model in {@code model}'s folder, in order. */
    public static List<DataSetFolder> of(Path modelFolder) {
        try (Stream<Path> files = Files.list(modelFolder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("test_data_set_"))
                    .sorted()
                    .map(DataSetFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs that the set has, by the graph's names. */
    public Map<String, Value> inputs(Graph graph) {
        return values("input", graph.inputs());
    }

    /** The expected outputs that the set has, by the graph's names. */
    public Map<String, Value> outputs(Graph graph) {
        return values("output", graph.outputs());
    }

    private Map<String, Value> values(String kind, List<ValueInfo> infos) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < infos.size(); i++) {
            Path file = folder.resolve(kind + "_" + i + ".pb");
            var type = infos.get(i).type();
            if (Files.exists(file) && type != null) {
                values.put(infos.get(i).name(), OnnxValues.read(file, type));
            }
        }
        return values;
    }
}
