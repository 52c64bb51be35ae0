package dev.sardonyx.api.graph;

import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable graph in single-assignment form and topological order, free to share between threads. A body
 * of a control-flow operator is a graph too; it may {@linkplain #captures capture} values of the graphs
 * around it by name.
 *
 * <p>Making one checks its structure; {@link Typing#of} checks its types.
 */
public final class Graph implements Subgraph {
    private final String name;
    private final List<ValueInfo> inputs;
    private final List<ValueInfo> outputs;
    private final List<Node> nodes;
    private final Map<String, Tensor> constants;
    private final List<ValueInfo> declared;
    private final String doc;
    private final Map<String, String> metadata;
    private final Set<String> captures;

    /**
     * A graph of these parts.
     *
     * @param constants tensors by value name, in order
     * @param declared types that the model declares for values inside
     * @throws dev.sardonyx.api.ModelInvalidException if a name is defined twice, read before it is made, or
     *     made by nobody, or if the nodes form a cycle
     */
    public Graph(
            String name,
            List<ValueInfo> inputs,
            List<ValueInfo> outputs,
            List<Node> nodes,
            Map<String, Tensor> constants,
            List<ValueInfo> declared,
            String doc,
            Map<String, String> metadata) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.nodes = List.copyOf(nodes);
        this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        this.declared = List.copyOf(declared);
        this.doc = doc;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.captures = Structure.check(this);
    }

    /** The same graph with other nodes and constants, as a pass makes it. */
    public Graph withNodes(Collection<Node> newNodes, Map<String, Tensor> newConstants) {
        return new Graph(name, inputs, outputs, List.copyOf(newNodes), newConstants, declared, doc, metadata);
    }

    public String name() {
        return name;
    }

    /** What a run must be given, in order; constants are not among them. */
    public List<ValueInfo> inputs() {
        return inputs;
    }

    public List<ValueInfo> outputs() {
        return outputs;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** Weights and other constants by value name, in the model's order. */
    public Map<String, Tensor> constants() {
        return constants;
    }

    /** Types that the model declares for values inside, as hints that were checked against inference. */
    public List<ValueInfo> declared() {
        return declared;
    }

    public String doc() {
        return doc;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** Names of values of surrounding graphs that this one or a body in it reads; empty for a whole model. */
    public Set<String> captures() {
        return captures;
    }

    public List<String> inputNames() {
        return inputs.stream().map(ValueInfo::name).toList();
    }

    public List<String> outputNames() {
        return outputs.stream().map(ValueInfo::name).toList();
    }

    @Override
    public int inputCount() {
        return inputs.size();
    }

    @Override
    public int outputCount() {
        return outputs.size();
    }

    @Override
    public @Nullable ValueType declaredInput(int i) {
        return inputs.get(i).type();
    }

    @Override
    public @Nullable ValueType declaredOutput(int k) {
        return outputs.get(k).type();
    }

    /** The bodies among the attributes of {@code node}. */
    public static List<Graph> bodies(Node node) {
        List<Graph> bodies = new ArrayList<>();
        for (Subgraph body : node.operator().subgraphs()) {
            bodies.add((Graph) body);
        }
        return bodies;
    }

    /** Number of nodes, those of all bodies included. */
    public long totalNodes() {
        long total = nodes.size();
        for (Node node : nodes) {
            for (Graph body : bodies(node)) {
                total += body.totalNodes();
            }
        }
        return total;
    }

    @Override
    public String toString() {
        return GraphText.of(this, null);
    }
}
