package dev.sardonyx.cpu.fusion;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a partition in order, some of which are being replaced, with who makes and who reads what. */
final class NodeList {
    private final List<@Nullable Node> nodes;
    private final Typing typing;
    private final Set<String> outputs;
    private final Map<String, Integer> makers = new HashMap<>();
    private final Map<String, List<Integer>> readers = new HashMap<>();

    NodeList(List<Node> nodes, Typing typing, Collection<String> outputs) {
        this.nodes = new ArrayList<>(nodes);
        this.typing = typing;
        this.outputs = new HashSet<>(outputs);
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).inputs()) {
                readers.computeIfAbsent(input, k -> new ArrayList<>()).add(i);
            }
            for (String output : nodes.get(i).outputs()) {
                makers.put(output, i);
            }
        }
    }

    int size() {
        return nodes.size();
    }

    /** Node {@code i}, or null where it was absorbed by another. */
    @Nullable
    Node get(int i) {
        return nodes.get(i);
    }

    List<Node> toList() {
        List<Node> left = new ArrayList<>();
        for (Node node : nodes) {
            if (node != null) {
                left.add(node);
            }
        }
        return left;
    }

    /** Puts a node in the place of the last of those it stands for. */
    void replace(Collection<Integer> old, int at, Node node) {
        for (int i : old) {
            nodes.set(i, null);
        }
        nodes.set(at, node);
    }

    /** The only reader of a value that nobody else needs, or -1. */
    int onlyReader(String name) {
        List<Integer> all = readers.getOrDefault(name, List.of());
        return all.size() == 1 && !outputs.contains(name) && nodes.get(all.getFirst()) != null ? all.getFirst() : -1;
    }

    /** The place of the node that makes a value, or -1. */
    int maker(String name) {
        int i = makers.getOrDefault(name, -1);
        return i >= 0 && nodes.get(i) != null ? i : -1;
    }

    @Nullable
    Tensor constant(String name) {
        return name.isEmpty() ? null : typing.constant(name);
    }

    /** Whether a value is one element, within a millionth of {@code number}. */
    boolean is(String name, double number) {
        Tensor value = constant(name);
        return value != null
                && value.elements() == 1
                && value.elementType().isFloating()
                && Math.abs(value.doubleAt(0) - number) <= 1e-6 * Math.abs(number);
    }

    /** Whether the first output of a node is wanted and float32. */
    boolean makesFloat(Node node) {
        String output = node.outputs().getFirst();
        return !output.isEmpty() && isFloat(output);
    }

    boolean isFloat(String name) {
        return typing.type(name) instanceof TensorType type && type.elementType() == ElementType.FLOAT;
    }

    /** The shape of a value, or null where it depends on data. */
    @Nullable
    Shape shape(String name) {
        if (!(typing.type(name) instanceof TensorType type)
                || type.shape() == null
                || !type.shape().isFixed()) {
            return null;
        }
        return type.shape().toShape().orElse(null);
    }
}
