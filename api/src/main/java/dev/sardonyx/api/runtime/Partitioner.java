package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.ShapeReader;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a placed graph into pieces. A node's stage is the highest stage of what it reads, plus one where that
 * comes from another device; nodes of one device and stage are a piece, so pieces never wait for each other in
 * a circle. Shape arithmetic has no piece of its own: each reader gets a copy, and depends on the values whose
 * shapes are read.
 */
final class Partitioner {
    private final Placement.Result placed;
    private final Map<String, Node> shapeNodes = new HashMap<>();
    private final Map<String, Set<String>> shapeRoots = new HashMap<>();
    private final Map<String, Integer> stageOf = new HashMap<>();
    private final Map<String, String> deviceOf = new HashMap<>();

    Partitioner(Placement.Result placed) {
        this.placed = placed;
    }

    /** The pieces in an order in which they can run. */
    List<Piece> cut() {
        record Staged(int stage, int order, Piece piece) {}
        Map<String, List<Node>> shared = new LinkedHashMap<>();
        List<Staged> pieces = new ArrayList<>();
        int order = 0;
        for (NodePlacement placement : placed.nodes()) {
            Node node = placement.node();
            String device = placement.device();
            if (device.equals(NodePlacement.SHAPES)) {
                addShapeNode(node);
                continue;
            }
            boolean isHost = device.equals(NodePlacement.HOST);
            int stage = stage(node, device, isHost);
            for (String output : node.outputs()) {
                stageOf.put(output, stage);
                deviceOf.put(output, device);
            }
            String key = device + "@" + stage;
            if (isHost) {
                pieces.add(new Staged(stage, order++, new Piece(device, List.of(node))));
            } else if (shared.containsKey(key)) {
                shared.get(key).add(node);
            } else {
                List<Node> nodes = new ArrayList<>(List.of(node));
                shared.put(key, nodes);
                pieces.add(new Staged(stage, order++, new Piece(device, nodes)));
            }
        }
        pieces.sort(Comparator.comparingInt(Staged::stage).thenComparingInt(Staged::order));
        List<Piece> result = new ArrayList<>();
        pieces.forEach(staged -> result.add(staged.piece()));
        result.addAll(shapePieces());
        return result;
    }

    private void addShapeNode(Node node) {
        Set<String> roots = new HashSet<>();
        for (String input : node.inputs()) {
            if (shapeRoots.containsKey(input)) {
                roots.addAll(shapeRoots.get(input));
            } else if (node.operator() instanceof ShapeReader) {
                roots.add(input);
            }
        }
        for (String output : node.outputs()) {
            shapeNodes.put(output, node);
            shapeRoots.put(output, roots);
        }
    }

    private int stage(Node node, String device, boolean isHost) {
        int stage = 0;
        for (String read : Liveness.reads(node)) {
            Set<String> sources = shapeRoots.getOrDefault(read, Set.of(read));
            for (String source : sources) {
                Integer before = stageOf.get(source);
                if (before != null) {
                    boolean together = !isHost && device.equals(deviceOf.get(source));
                    stage = Math.max(stage, together ? before : before + 1);
                }
            }
        }
        return stage;
    }

    /** Shape arithmetic that the graph's outputs themselves need runs on the host, at the end. */
    private List<Piece> shapePieces() {
        Set<Node> nodes = new LinkedHashSet<>();
        for (String output : placed.graph().outputNames()) {
            collectShapeNodes(output, nodes);
        }
        return inOrder(nodes).stream()
                .map(node -> new Piece(NodePlacement.HOST, List.of(node)))
                .toList();
    }

    private void collectShapeNodes(String value, Set<Node> into) {
        List<String> waiting = new ArrayList<>(List.of(value));
        while (!waiting.isEmpty()) {
            Node node = shapeNodes.get(waiting.removeLast());
            if (node != null && into.add(node)) {
                waiting.addAll(node.inputs());
            }
        }
    }

    private List<Node> inOrder(Set<Node> nodes) {
        return placed.graph().nodes().stream().filter(nodes::contains).toList();
    }

    /** The nodes of a piece with the shape arithmetic they need, in topological order. */
    List<Node> withShapeArithmetic(Piece piece) {
        Set<Node> nodes = new LinkedHashSet<>(piece.nodes());
        for (Node node : piece.nodes()) {
            for (String read : Liveness.reads(node)) {
                collectShapeNodes(read, nodes);
            }
        }
        return inOrder(nodes);
    }

    /**
     * The graph of a device's piece: inputs are what it reads from outside, outputs what others read.
     *
     * @param readElsewhere names of values that other pieces or the graph's outputs read
     */
    Graph graphOf(Piece piece, List<Node> nodes, Map<String, Tensor> constants, Set<String> readElsewhere) {
        Typing typing = placed.typing();
        Set<String> made = new HashSet<>();
        Map<String, ValueInfo> inputs = new LinkedHashMap<>();
        Map<String, Tensor> used = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (String read : Liveness.reads(node)) {
                if (made.contains(read)) {
                    continue;
                }
                Tensor constant = constants.get(read);
                if (constant != null) {
                    used.put(read, constant);
                } else {
                    inputs.putIfAbsent(read, ValueInfo.of(read, typing.typeOrNull(read)));
                }
            }
            made.addAll(node.outputs());
        }
        List<ValueInfo> outputs = new ArrayList<>();
        for (Node node : piece.nodes()) {
            for (String output : node.outputs()) {
                if (readElsewhere.contains(output)) {
                    outputs.add(ValueInfo.of(output, typing.typeOrNull(output)));
                }
            }
        }
        return new Graph(
                placed.graph().name(),
                List.copyOf(inputs.values()),
                outputs,
                nodes,
                used,
                Collections.emptyList(),
                "",
                Map.of());
    }
}
