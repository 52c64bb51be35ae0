package dev.sardonyx.cli;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.pass.Passes;
import dev.sardonyx.api.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph that gives every tensor it computes, in the order in which they are computed.
 *
 * @param graph the graph
 * @param makers the node that makes each output
 */
record EveryTensor(Graph graph, Map<String, Node> makers) {
    /** What {@code graph} computes once constants are folded; values inside bodies are not among it. */
    static EveryTensor of(Graph graph) {
        Graph folded = Passes.run(graph, Passes.STANDARD, Limits.DEFAULT);
        Typing typing = Typing.of(folded, Limits.DEFAULT);
        Map<String, Node> makers = new LinkedHashMap<>();
        Map<String, ValueInfo> outputs = new LinkedHashMap<>();
        for (Node node : folded.nodes()) {
            for (String name : node.outputs()) {
                if (typing.typeOrNull(name) instanceof TensorType type) {
                    makers.put(name, node);
                    outputs.put(name, ValueInfo.of(name, type));
                }
            }
        }
        folded.outputs().forEach(output -> outputs.put(output.name(), output));
        Graph open = new Graph(
                folded.name(),
                folded.inputs(),
                java.util.List.copyOf(outputs.values()),
                folded.nodes(),
                folded.constants(),
                folded.declared(),
                folded.doc(),
                folded.metadata());
        return new EveryTensor(open, makers);
    }
}
