package dev.sardonyx.api.graph;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces composite nodes of one graph by their decompositions, under names of their own. Not thread-safe. */
public final class Inliner {
    private final Typing typing;
    private final Limits limits;
    private final Map<String, Tensor> constants;
    private final Set<String> names = new HashSet<>();

    /** An inliner for {@code graph}, whose types {@code typing} knows and is extended with. */
    public Inliner(Graph graph, Typing typing, Limits limits) {
        this.typing = typing;
        this.limits = limits;
        this.constants = new LinkedHashMap<>(graph.constants());
        names.addAll(graph.inputNames());
        names.addAll(graph.captures());
        names.addAll(constants.keySet());
        graph.nodes().forEach(node -> names.addAll(node.outputs()));
    }

    /** The constants of the graph, and those that decompositions brought. */
    public Map<String, Tensor> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** Whether the ranks that a decomposition needs are known. */
    public boolean canInline(Node node) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && (!(typing.typeOrNull(input) instanceof TensorType type) || type.shape() == null)) {
                return false;
            }
        }
        return true;
    }

    /** The nodes that stand for {@code node}, which is composite; they make values of the same names. */
    public List<Node> inline(Node node) {
        List<@Nullable ValueType> types = new ArrayList<>();
        Map<String, Tensor> known = new HashMap<>();
        Map<String, String> renamed = new HashMap<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            types.add(input.isEmpty() ? null : typing.type(input));
            renamed.put(Decomposer.inputName(i), input);
            Tensor value = input.isEmpty() ? null : typing.constant(input);
            if (value != null) {
                known.put(Decomposer.inputName(i), value);
            }
        }
        Graph body = Decomposer.decompose(node, (CompositeOperator) node.operator(), types, known, limits);
        String prefix = node.label().replace("-> ", "") + "/";
        for (int k = 0; k < node.outputs().size(); k++) {
            String output = node.outputs().get(k);
            if (!output.isEmpty()) {
                renamed.put("out" + k, output);
            }
        }
        body.constants().forEach((name, value) -> {
            String fresh = fresh(prefix + name);
            renamed.put(name, fresh);
            constants.put(fresh, value);
            typing.defineValue(fresh, value);
        });
        List<Node> nodes = new ArrayList<>();
        for (Node part : body.nodes()) {
            List<String> outputs = new ArrayList<>();
            for (String output : part.outputs()) {
                outputs.add(output.isEmpty() ? "" : renamed.computeIfAbsent(output, name -> fresh(prefix + name)));
            }
            List<String> inputs = new ArrayList<>();
            for (String input : part.inputs()) {
                inputs.add(input.isEmpty() ? "" : renamed.getOrDefault(input, input));
            }
            Node copy = new Node(prefix + part.name(), part.operator(), inputs, outputs, "", Map.of());
            typing.infer(copy);
            nodes.add(copy);
        }
        return nodes;
    }

    private String fresh(String base) {
        String name = base;
        for (int i = 1; !names.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }
}
