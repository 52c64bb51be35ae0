package dev.sardonyx.onnx;

import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.onnx.mapping.Mapping;
import dev.sardonyx.onnx.mapping.Mappings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all graphs of one model share while it is written. */
final class WriteContext {
    final WriteOptions options;
    final Mappings mappings = Mappings.standard();
    final long opset;
    final long irVersion;
    final @Nullable ExternalTensors external;
    private final Map<String, Long> imports;
    private final Map<String, Long> used = new TreeMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> suffixes = new HashMap<>();
    private final List<Missing> missing = new ArrayList<>();

    /**
     * A context.
     *
     * @param imports the operator set of each domain that the model imports, the target for ONNX's own
     * @param opset the target, also where the model does not import ONNX's own domain
     */
    WriteContext(
            Map<String, Long> imports,
            long opset,
            long irVersion,
            WriteOptions options,
            @Nullable ExternalTensors external) {
        this.imports = new LinkedHashMap<>(imports);
        this.opset = opset;
        this.irVersion = irVersion;
        this.options = options;
        this.external = external;
    }

    /** Takes note of every value name, so that fresh names never meet one. */
    void collectNames(Graph graph) {
        names.addAll(graph.inputNames());
        names.addAll(graph.constants().keySet());
        for (Node node : graph.nodes()) {
            names.addAll(node.outputs());
            Graph.bodies(node).forEach(this::collectNames);
        }
    }

    String freshName(String base) {
        String name = base;
        while (!names.add(name)) {
            name = base + "_" + suffixes.merge(base, 1, Integer::sum);
        }
        return name;
    }

    /** The operator set to write {@code mapping} at: the model's own of its domain, or the newest there is. */
    long opset(Mapping mapping) {
        if (mapping.domain().isEmpty()) {
            return opset;
        }
        Long version = imports.get(mapping.domain());
        return version == null ? Math.max(1, mapping.versionAt(Long.MAX_VALUE)) : version;
    }

    void use(String domain, long version) {
        used.put(domain, version);
    }

    /** The domains that the model had, in its order, and those that are used besides. */
    Map<String, Long> imports() {
        Map<String, Long> all = new LinkedHashMap<>(imports);
        used.forEach(all::putIfAbsent);
        return all;
    }

    /** What could not be written so far; grows, and shrinks where another way was found. */
    List<Missing> missing() {
        return missing;
    }

    /** The same, equal ones counted. */
    List<Missing> summary() {
        Map<Missing, Missing> counted = new LinkedHashMap<>();
        for (Missing one : missing) {
            counted.merge(
                    one,
                    one,
                    (a, b) -> new Missing(a.domain(), a.name(), a.version(), a.count() + b.count(), a.reason()));
        }
        return List.copyOf(counted.values());
    }
}
