package dev.sardonyx.onnx;

import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.ValueInfoProto;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that a written node reads, those that its bodies capture included. */
final class NodeReferences {
    private NodeReferences() {}

    /** All names read; those that bodies make themselves are among them. */
    static Set<String> of(NodeProto node) {
        Set<String> names = new HashSet<>();
        collect(List.of(node), names);
        return names;
    }

    private static void collect(Collection<NodeProto> nodes, Set<String> names) {
        for (NodeProto node : nodes) {
            names.addAll(node.input());
            for (AttributeProto attribute : node.attribute()) {
                if (attribute.g() != null) {
                    collect(attribute.g(), names);
                }
                attribute.graphs().forEach(graph -> collect(graph, names));
            }
        }
    }

    private static void collect(GraphProto graph, Set<String> names) {
        collect(graph.node(), names);
        for (ValueInfoProto output : graph.output()) {
            names.add(output.nameOrEmpty());
        }
    }

    /** Whether a tensor among the attributes lies in a file beside the model the node came from. */
    static boolean haveExternalData(NodeProto node) {
        for (AttributeProto attribute : node.attribute()) {
            boolean own = attribute.t() != null && attribute.t().isExternal();
            if (own || attribute.tensors().stream().anyMatch(tensor -> tensor.isExternal())) {
                return true;
            }
            if (attribute.g() != null && haveExternalData(attribute.g())) {
                return true;
            }
        }
        return false;
    }

    private static boolean haveExternalData(GraphProto graph) {
        return graph.initializer().stream().anyMatch(tensor -> tensor.isExternal())
                || graph.node().stream().anyMatch(NodeReferences::haveExternalData);
    }
}
