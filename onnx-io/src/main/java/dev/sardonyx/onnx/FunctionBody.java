package dev.sardonyx.onnx;

import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.FunctionProto;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One call of a function: copies nodes of its body with the caller's values and attributes put in. */
final class FunctionBody {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, AttributeProto> attributes = new HashMap<>();
    private final UnaryOperator<String> fresh;
    private final String prefix;

    FunctionBody(FunctionProto function, NodeProto call, UnaryOperator<String> fresh) {
        this.fresh = fresh;
        String name = call.nameOrEmpty();
        this.prefix = (name.isEmpty() ? function.nameOrEmpty() : name) + "/";
        for (int i = 0; i < function.input().size(); i++) {
            values.put(
                    function.input().get(i),
                    i < call.input().size() ? call.input().get(i) : "");
        }
        for (int k = 0; k < function.output().size(); k++) {
            if (k < call.output().size() && !call.output().get(k).isEmpty()) {
                values.put(function.output().get(k), call.output().get(k));
            }
        }
        for (AttributeProto byDefault : function.attributeProto()) {
            attributes.put(byDefault.nameOrEmpty(), byDefault);
        }
        for (AttributeProto given : call.attribute()) {
            attributes.put(given.nameOrEmpty(), given);
        }
    }

    NodeProto copy(NodeProto node) {
        List<AttributeProto> copied = new ArrayList<>();
        for (AttributeProto attribute : node.attribute()) {
            AttributeProto copy = copy(attribute);
            if (copy != null) {
                copied.add(copy);
            }
        }
        return node.toBuilder()
                .name(node.nameOrEmpty().isEmpty() ? "" : prefix + node.nameOrEmpty())
                .input(rename(node.input()))
                .output(rename(node.output()))
                .attribute(copied)
                .build();
    }

    /** The attribute with references resolved; null where it refers to one the call does not give. */
    private @Nullable AttributeProto copy(AttributeProto attribute) {
        String reference = attribute.refAttrNameOrEmpty();
        if (!reference.isEmpty()) {
            AttributeProto given = attributes.get(reference);
            return given == null
                    ? null
                    : given.toBuilder().name(attribute.nameOrEmpty()).build();
        }
        return attribute.g() == null
                ? attribute
                : attribute.toBuilder().g(copy(attribute.g())).build();
    }

    private GraphProto copy(GraphProto graph) {
        List<TensorProto> initializers = new ArrayList<>();
        for (TensorProto tensor : graph.initializer()) {
            initializers.add(tensor.toBuilder().name(rename(tensor.nameOrEmpty())).build());
        }
        List<ValueInfoProto> inputs = copyInfos(graph.input());
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.node()) {
            nodes.add(copy(node));
        }
        return graph.toBuilder()
                .initializer(initializers)
                .input(inputs)
                .node(nodes)
                .output(copyInfos(graph.output()))
                .valueInfo(copyInfos(graph.valueInfo()))
                .build();
    }

    private List<ValueInfoProto> copyInfos(List<ValueInfoProto> infos) {
        List<ValueInfoProto> copies = new ArrayList<>();
        for (ValueInfoProto info : infos) {
            copies.add(info.toBuilder().name(rename(info.nameOrEmpty())).build());
        }
        return copies;
    }

    private List<String> rename(List<String> names) {
        return names.stream().map(this::rename).toList();
    }

    private String rename(String name) {
        return name.isEmpty() ? "" : values.computeIfAbsent(name, n -> fresh.apply(prefix + n));
    }
}
