package dev.sardonyx.api.pass;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops nodes and constants that no output needs. */
public final class RemoveDeadNodes implements Pass {
    public RemoveDeadNodes() {}

    @Override
    public String name() {
        return "remove-dead-nodes";
    }

    @Override
    public Graph apply(Graph graph, Limits limits) {
        Set<String> needed = new HashSet<>(graph.outputNames());
        Deque<Node> kept = new ArrayDeque<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                kept.addFirst(node);
                needed.addAll(Liveness.reads(node));
            }
        }
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
        constants.keySet().retainAll(needed);
        boolean unchanged = kept.size() == nodes.size()
                && constants.size() == graph.constants().size();
        return unchanged ? graph : graph.withNodes(List.copyOf(kept), constants);
    }
}
