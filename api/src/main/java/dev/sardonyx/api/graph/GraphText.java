package dev.sardonyx.api.graph;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text dump of a graph: one line an input, constant, node and output; bodies indented. */
public final class GraphText {
    private final StringBuilder out = new StringBuilder();
    private final @Nullable Typing typing;

    private GraphText(@Nullable Typing typing) {
        this.typing = typing;
    }

    /** The dump, with the types of all values where {@code typing} is given. */
    public static String of(Graph graph, @Nullable Typing typing) {
        GraphText text = new GraphText(typing);
        text.graph(graph, "");
        return text.out.toString();
    }

    private void graph(Graph graph, String indent) {
        line(indent, "graph " + graph.name());
        String inner = indent + "  ";
        for (ValueInfo input : graph.inputs()) {
            line(inner, "input " + input.name() + ": " + (input.type() == null ? "?" : input.type()));
        }
        for (Map.Entry<String, Tensor> constant : graph.constants().entrySet()) {
            line(inner, "constant " + constant.getKey() + ": " + constant.getValue());
        }
        for (Node node : graph.nodes()) {
            line(inner, node(node));
            for (Graph body : Graph.bodies(node)) {
                graph(body, inner + "  ");
            }
        }
        for (ValueInfo output : graph.outputs()) {
            line(inner, "output " + output.name() + ": " + (output.type() == null ? "?" : output.type()));
        }
    }

    private String node(Node node) {
        StringBuilder line = new StringBuilder();
        String separator = "";
        for (String output : node.outputs()) {
            line.append(separator).append(output.isEmpty() ? "_" : output);
            ValueType type = typing == null ? null : typing.typeOrNull(output);
            if (type != null) {
                line.append(": ").append(type);
            }
            separator = ", ";
        }
        String operator = node.operator().subgraphs().isEmpty()
                ? node.operator().toString()
                : node.operator().name();
        line.append(" = ")
                .append(operator)
                .append('(')
                .append(String.join(", ", node.inputs()))
                .append(')');
        return line.toString();
    }

    private void line(String indent, String text) {
        out.append(indent);
        for (int from = 0; from < text.length(); from += 200) {
            out.append(Escape.text(text.substring(from, Math.min(from + 200, text.length()))));
        }
        out.append('\n');
    }
}
