package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.onnx.mapping.Mappings;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all graphs of one model share while it is read. */
final class ModelContext {
    final ReadOptions options;
    final Limits limits;
    final TensorCodec tensors;
    final Mappings mappings = Mappings.standard();
    final Functions functions;
    final @Nullable String source;
    private final Set<String> names = new HashSet<>();
    private final Map<String, Missing> missing = new LinkedHashMap<>();

    ModelContext(ReadOptions options, TensorCodec tensors, Functions functions, @Nullable String source) {
        this.options = options;
        this.limits = options.limits();
        this.tensors = tensors;
        this.functions = functions;
        this.source = source;
    }

    /** Takes note of every value name, so that fresh names never meet one. */
    void collectNames(GraphProto graph) {
        graph.input().forEach(input -> names.add(input.nameOrEmpty()));
        for (TensorProto tensor : graph.initializer()) {
            names.add(tensor.nameOrEmpty());
        }
        for (NodeProto node : graph.node()) {
            names.addAll(node.output());
            for (AttributeProto attribute : node.attribute()) {
                if (attribute.g() != null) {
                    collectNames(attribute.g());
                }
            }
        }
    }

    String freshName(String base) {
        String name = base;
        for (int i = 1; !names.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    void addMissing(String domain, String name, long version, String reason) {
        missing.merge(
                domain + "::" + name + "-" + version + reason,
                new Missing(domain, name, version, 1, reason),
                (a, b) -> new Missing(a.domain(), a.name(), a.version(), a.count() + 1, a.reason()));
    }

    List<Missing> missing() {
        return new ArrayList<>(missing.values());
    }
}
