package dev.sardonyx.api.graph;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where values are read last, so that their memory can be used again. */
public final class Liveness {
    private Liveness() {}

    /** What {@code node} reads: its inputs and the captures of its bodies. */
    public static Set<String> reads(Node node) {
        Set<String> reads = new LinkedHashSet<>(node.inputs());
        reads.remove("");
        for (Graph body : Graph.bodies(node)) {
            reads.addAll(body.captures());
        }
        return reads;
    }

    /**
     * The index of the node that reads or makes each value last. Graph outputs are not in it: they live on.
     */
    public static Map<String, Integer> lastUse(Graph graph) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (String read : reads(graph.nodes().get(i))) {
                last.put(read, i);
            }
            for (String made : graph.nodes().get(i).outputs()) {
                last.put(made, i);
            }
        }
        graph.outputNames().forEach(last::remove);
        last.remove("");
        return last;
    }
}
