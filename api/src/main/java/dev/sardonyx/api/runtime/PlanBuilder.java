package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.BodyTypes;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places, cuts and compiles one graph and the bodies in it. */
final class PlanBuilder {
    private final Map<String, Device> devices;
    private final SessionOptions options;
    private final List<NodePlacement> placements;

    /** A builder that adds where each node went to {@code placements}. */
    PlanBuilder(Map<String, Device> devices, SessionOptions options, List<NodePlacement> placements) {
        this.devices = devices;
        this.options = options;
        this.placements = placements;
    }

    Plan build(Graph graph, Typing typing, Map<String, Tensor> outerConstants) {
        Placement.Result placed = Placement.place(graph, typing, devices, options);
        placements.addAll(placed.nodes());
        Graph whole = placed.graph();
        Partitioner partitioner = new Partitioner(placed);
        List<Piece> pieces = partitioner.cut();
        Map<String, Tensor> constants = new HashMap<>(outerConstants);
        constants.putAll(whole.constants());

        Map<String, Integer> slots = new LinkedHashMap<>();
        List<String> captures = List.copyOf(whole.captures());
        captures.forEach(name -> slots.put(name, slots.size()));
        whole.inputNames().forEach(name -> slots.put(name, slots.size()));
        List<List<Node>> nodes = new ArrayList<>();
        for (Piece piece : pieces) {
            nodes.add(
                    piece.device().equals(NodePlacement.HOST)
                            ? hostNodes(piece, partitioner)
                            : partitioner.withShapeArithmetic(piece));
        }
        List<Set<String>> reads = reads(nodes);
        List<Step> steps = new ArrayList<>();
        List<Set<String>> stepReads = new ArrayList<>();
        Set<String> made = new HashSet<>();
        try {
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                if (piece.device().equals(NodePlacement.HOST)) {
                    for (Node node : nodes.get(i)) {
                        if (node.outputs().stream().allMatch(made::contains)) {
                            continue; // shape arithmetic that an earlier step made already
                        }
                        made.addAll(node.outputs());
                        steps.add(hostStep(node, typing, slots, constants));
                        stepReads.add(Liveness.reads(node));
                    }
                } else {
                    Set<String> elsewhere = new HashSet<>(whole.outputNames());
                    for (int j = 0; j < pieces.size(); j++) {
                        if (j != i) {
                            elsewhere.addAll(reads.get(j));
                        }
                    }
                    Graph part = partitioner.graphOf(piece, nodes.get(i), constants, elsewhere);
                    made.addAll(part.outputNames());
                    steps.add(deviceStep(piece, part, placed, slots));
                    stepReads.add(new HashSet<>(part.inputNames()));
                }
            }
            whole.outputNames().forEach(name -> slots.putIfAbsent(name, slots.size()));
            return new Plan(whole, slots, steps, captures, lastUses(stepReads, whole, slots));
        } catch (RuntimeException | Error e) {
            steps.forEach(Step::close);
            throw e;
        }
    }

    private static List<Node> hostNodes(Piece piece, Partitioner partitioner) {
        return partitioner.withShapeArithmetic(piece);
    }

    private static List<Set<String>> reads(List<List<Node>> nodes) {
        List<Set<String>> reads = new ArrayList<>();
        for (List<Node> piece : nodes) {
            Set<String> set = new HashSet<>();
            piece.forEach(node -> set.addAll(Liveness.reads(node)));
            reads.add(set);
        }
        return reads;
    }

    private Step deviceStep(Piece piece, Graph part, Placement.Result placed, Map<String, Integer> slots) {
        Device device = devices.get(piece.device());
        if (device == null) {
            throw new IllegalStateException(piece.device());
        }
        Partition partition = new Partition(part, placed.typing(), shapeValues(part, placed), options.limits());
        int[] inputs =
                part.inputNames().stream().mapToInt(name -> slot(name, slots)).toArray();
        int[] outputs =
                part.outputNames().stream().mapToInt(name -> slot(name, slots)).toArray();
        return new DeviceStep(piece, partition, device.compile(partition), inputs, outputs);
    }

    private static Set<String> shapeValues(Graph part, Placement.Result placed) {
        Set<String> values = new HashSet<>();
        for (Node node : part.nodes()) {
            values.addAll(node.outputs());
        }
        values.retainAll(placed.shapeArithmetic());
        return values;
    }

    private Step hostStep(Node node, Typing typing, Map<String, Integer> slots, Map<String, Tensor> constants) {
        int[] inputs = node.inputs().stream()
                .mapToInt(name -> name.isEmpty() ? -1 : slot(name, slots))
                .toArray();
        int[] outputs = node.outputs().stream()
                .mapToInt(name -> name.isEmpty() ? -1 : slot(name, slots))
                .toArray();
        Map<Subgraph, Plan> bodies = new HashMap<>();
        Map<Subgraph, int[]> captures = new HashMap<>();
        for (Graph body : Graph.bodies(node)) {
            if (bodies.containsKey(body)) {
                continue;
            }
            Plan plan = build(body, BodyTypes.of(body, typing, options.limits()), constants);
            bodies.put(body, plan);
            captures.put(
                    body,
                    plan.captures().stream().mapToInt(name -> slot(name, slots)).toArray());
        }
        return new HostStep(node, inputs, outputs, bodies, captures);
    }

    private static int slot(String name, Map<String, Integer> slots) {
        Integer slot = slots.putIfAbsent(name, slots.size());
        return slot == null ? slots.size() - 1 : slot;
    }

    private static int[][] lastUses(List<Set<String>> stepReads, Graph whole, Map<String, Integer> slots) {
        Set<String> kept = new HashSet<>(whole.outputNames());
        int[][] uses = new int[stepReads.size()][];
        for (int i = stepReads.size() - 1; i >= 0; i--) {
            List<Integer> last = new ArrayList<>();
            for (String name : stepReads.get(i)) {
                if (kept.add(name) && slots.containsKey(name)) {
                    last.add(slots.get(name));
                }
            }
            uses[i] = last.stream().mapToInt(Integer::intValue).toArray();
        }
        return uses;
    }
}
