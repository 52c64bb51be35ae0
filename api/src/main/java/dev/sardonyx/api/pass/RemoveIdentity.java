package dev.sardonyx.api.pass;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets readers of an Identity read its input. An Identity that makes a graph output, or is captured, stays. */
public final class RemoveIdentity implements Pass {
    public RemoveIdentity() {}

    @Override
    public String name() {
        return "remove-identity";
    }

    @Override
    public Graph apply(Graph graph, Limits limits) {
        Set<String> pinned = new HashSet<>(graph.outputNames());
        for (Node node : graph.nodes()) {
            pinned.addAll(Liveness.reads(node));
            node.inputs().forEach(pinned::remove);
        }
        for (Node node : graph.nodes()) {
            for (Graph body : Graph.bodies(node)) {
                pinned.addAll(body.captures());
            }
        }
        pinned.addAll(graph.outputNames());
        Map<String, String> source = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<String> inputs = node.inputs().stream()
                    .map(name -> source.getOrDefault(name, name))
                    .toList();
            boolean removable = node.operator() instanceof Identity
                    && !pinned.contains(node.outputs().getFirst());
            if (removable) {
                source.put(node.outputs().getFirst(), inputs.getFirst());
            } else {
                nodes.add(inputs.equals(node.inputs()) ? node : node.withValues(inputs, node.outputs()));
            }
        }
        return source.isEmpty() ? graph : graph.withNodes(nodes, graph.constants());
    }
}
