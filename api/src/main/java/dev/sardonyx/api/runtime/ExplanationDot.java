package dev.sardonyx.api.runtime;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.graph.Liveness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Graphviz drawing of where nodes run. */
final class ExplanationDot {
    private static final List<String> COLOURS =
            List.of("#cfe2f3", "#d9ead3", "#fff2cc", "#f4cccc", "#d9d2e9", "#fce5cd");

    private ExplanationDot() {}

    static String of(Explanation explanation) {
        StringBuilder out =
                new StringBuilder("digraph placement {\n  node [shape=box, style=filled, fontname=sans];\n");
        Map<String, String> colours = new HashMap<>();
        Map<String, Integer> madeBy = new HashMap<>();
        List<NodePlacement> nodes = explanation.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            NodePlacement placement = nodes.get(i);
            String colour =
                    colours.computeIfAbsent(placement.device(), device -> COLOURS.get(colours.size() % COLOURS.size()));
            out.append("  n")
                    .append(i)
                    .append(" [label=\"")
                    .append(quoted(placement.node().operator().name()))
                    .append("\\n")
                    .append(quoted(placement.device()))
                    .append("\", fillcolor=\"")
                    .append(colour)
                    .append("\", tooltip=\"")
                    .append(quoted(placement.node().label() + ": "
                            + placement.verdict().reason()))
                    .append("\"];\n");
            for (String output : placement.node().outputs()) {
                madeBy.put(output, i);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            for (String read : Liveness.reads(nodes.get(i).node())) {
                Integer from = madeBy.get(read);
                if (from != null) {
                    boolean crosses =
                            !nodes.get(from).device().equals(nodes.get(i).device());
                    out.append("  n").append(from).append(" -> n").append(i);
                    out.append(crosses ? " [style=bold, color=red];\n" : ";\n");
                }
            }
        }
        return out.append("}\n").toString();
    }

    private static String quoted(String text) {
        return Escape.text(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
