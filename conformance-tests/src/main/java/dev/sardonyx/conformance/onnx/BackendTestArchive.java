package dev.sardonyx.conformance.onnx;

import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.OnnxValues;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The archive of ONNX's backend tests: folders with a {@code model.onnx} and {@code test_data_set_<n>}. */
public final class BackendTestArchive implements Closeable {
    /**
     * One data set.
     *
     * @param group {@code node}, {@code simple}, {@code pytorch-operator} or {@code pytorch-converted}
     * @param name the case's folder
     * @param set the data set's number
     */
    public record DataSet(String group, String name, int set) {
        @Override
        public String toString() {
            return group + "/" + name + (set == 0 ? "" : "#" + set);
        }
    }

    private final ZipFile zip;
    private final String root;
    private final Map<String, DataSet> sets = new TreeMap<>();

    public BackendTestArchive(Path file) {
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String prefix = "";
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            String[] parts = entries.nextElement().getName().split("/");
            prefix = parts[0];
            if (parts.length == 5 && parts[3].startsWith("test_data_set_")) {
                int set = Integer.parseInt(parts[3].substring("test_data_set_".length()));
                sets.putIfAbsent(String.join("/", parts[1], parts[2], parts[3]), new DataSet(parts[1], parts[2], set));
            }
        }
        root = prefix;
    }

    /** All data sets, in order of their names. */
    public List<DataSet> dataSets() {
        return List.copyOf(sets.values());
    }

    public byte[] model(DataSet set) {
        return required(root + "/" + set.group() + "/" + set.name() + "/model.onnx");
    }

    /** The bytes of another file, such as {@code light/light_resnet50.onnx}. */
    public byte[] file(String path) {
        return required(root + "/" + path);
    }

    private byte[] required(String path) {
        byte[] bytes = bytes(path);
        if (bytes == null) {
            throw new IllegalArgumentException("no " + path + " in " + zip.getName());
        }
        return bytes;
    }

    private byte @Nullable [] bytes(String path) {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            return null;
        }
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of {@code input_<i>.pb} or {@code output_<i>.pb}; null where there is no such file. */
    public List<@Nullable Value> values(DataSet set, String kind, List<? extends @Nullable ValueType> types) {
        List<@Nullable Value> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String path = root + "/" + set.group() + "/" + set.name() + "/test_data_set_" + set.set() + "/" + kind + "_"
                    + i + ".pb";
            byte[] bytes = bytes(path);
            ValueType type = types.get(i);
            values.add(
                    bytes == null || type == null
                            ? null
                            : OnnxValues.read(MemorySegment.ofArray(bytes), type, path));
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
