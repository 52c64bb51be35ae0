package dev.sardonyx.api.runtime;

import dev.sardonyx.api.BackendUnavailableException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Inliner;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.spi.Verdict;
import dev.sardonyx.api.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides for every node of one graph where it runs. Composites that nobody claims are replaced by their
 * decomposition on the way, so the placed graph may have more nodes than the given one.
 */
final class Placement {
    private final Map<String, Device> devices;
    private final SessionOptions options;
    private final Map<String, Missing> missing = new LinkedHashMap<>();
    private final List<NodePlacement> placed = new ArrayList<>();
    private final Inliner inliner;
    private final Typing typing;
    private final ShapeArithmetic shapes;

    private Placement(Graph graph, Typing typing, Map<String, Device> devices, SessionOptions options) {
        this.devices = devices;
        this.options = options;
        this.typing = typing;
        this.inliner = new Inliner(graph, typing, options.limits());
        this.shapes = new ShapeArithmetic(typing);
    }

    /** A placed graph. */
    record Result(Graph graph, List<NodePlacement> nodes, Typing typing, Set<String> shapeArithmetic) {}

    /**
     * Places {@code graph}, whose types {@code typing} knows and is extended with.
     *
     * @throws UnsupportedModelException listing every node that nobody can run
     */
    static Result place(Graph graph, Typing typing, Map<String, Device> devices, SessionOptions options) {
        Placement placement = new Placement(graph, typing, devices, options);
        Deque<Node> waiting = new ArrayDeque<>(graph.nodes());
        while (!waiting.isEmpty()) {
            placement.place(waiting);
        }
        if (!placement.missing.isEmpty()) {
            throw new UnsupportedModelException(List.copyOf(placement.missing.values()), Where.UNKNOWN);
        }
        List<Node> nodes = placement.placed.stream().map(NodePlacement::node).toList();
        Graph result = nodes.equals(graph.nodes()) ? graph : graph.withNodes(nodes, placement.inliner.constants());
        return new Result(result, List.copyOf(placement.placed), typing, placement.shapes.values());
    }

    private void place(Deque<Node> waiting) {
        Node node = waiting.remove();
        Limits.require("nodes", placed.size(), options.limits().nodes(), node.where());
        if (shapes.accept(node)) {
            put(node, NodePlacement.SHAPES, Verdict.yes("follows from shapes"));
            return;
        }
        Optional<String> assigned = options.assignment().apply(node);
        if (assigned.isPresent() && !devices.containsKey(assigned.get())) {
            throw new BackendUnavailableException(
                    "node '" + node.label() + "' is assigned to '" + assigned.get() + "', which is not among "
                            + devices.keySet(),
                    node.where());
        }
        if (node.operator() instanceof HostOperator) {
            placeHost(node, assigned);
            return;
        }
        if (hasOtherThanTensors(node)) {
            put(node, NodePlacement.HOST, Verdict.yes("its values are not tensors"));
            return;
        }
        Collection<Device> asked = assigned.isPresent() ? List.of(device(assigned.get())) : devices.values();
        NodeQuery query = new NodeQuery(node, typing);
        @Nullable Verdict decompose = null;
        List<String> refusals = new ArrayList<>();
        for (Device device : asked) {
            Verdict verdict = device.supports(query);
            switch (verdict.kind()) {
                case NATIVE -> {
                    put(node, device.info().name(), verdict);
                    return;
                }
                case DECOMPOSE -> decompose = decompose == null ? verdict : decompose;
                case NO -> refusals.add(device.info().name() + ": " + verdict.reason());
            }
        }
        leftOver(node, decompose, refusals, waiting);
    }

    private Device device(String name) {
        Device device = devices.get(name);
        if (device == null) {
            throw new IllegalStateException(name);
        }
        return device;
    }

    /** A device that claims a host operator, as a whole-graph engine may, gets it; otherwise the host runs it. */
    private void placeHost(Node node, Optional<String> assigned) {
        if (node.operator().subgraphs().isEmpty()) {
            for (Device device : devices.values()) {
                boolean asked = assigned.isEmpty()
                        || assigned.get().equals(device.info().name());
                if (asked && !hasOtherThanTensors(node)) {
                    Verdict verdict = device.supports(new NodeQuery(node, typing));
                    if (verdict.kind() == Verdict.Kind.NATIVE) {
                        put(node, device.info().name(), verdict);
                        return;
                    }
                }
            }
        }
        put(node, NodePlacement.HOST, Verdict.yes("host operator"));
    }

    private boolean hasOtherThanTensors(Node node) {
        return Stream.concat(node.inputs().stream(), node.outputs().stream())
                .map(typing::typeOrNull)
                .anyMatch(type -> type != null && !(type instanceof TensorType));
    }

    private void leftOver(Node node, @Nullable Verdict decompose, List<String> refusals, Deque<Node> waiting) {
        boolean composite = node.operator() instanceof CompositeOperator;
        if (composite && options.policy() != Policy.FAIL && inliner.canInline(node)) {
            List<Node> parts = inliner.inline(node);
            for (int i = parts.size() - 1; i >= 0; i--) {
                waiting.addFirst(parts.get(i));
            }
            return;
        }
        boolean hasMeaning = node.operator() instanceof CoreOperator || composite;
        if (hasMeaning && (options.policy() == Policy.FALLBACK || (composite && options.policy() != Policy.FAIL))) {
            put(
                    node,
                    NodePlacement.HOST,
                    Verdict.yes(
                            composite
                                    ? "decomposed at run time, because a rank is not known"
                                    : "fallback: " + String.join("; ", refusals)));
            return;
        }
        String reason = decompose != null
                ? "needs decomposition, which policy FAIL forbids"
                : refusals.isEmpty() ? "no device was asked" : String.join("; ", refusals);
        if (node.operator() instanceof Opaque opaque) {
            reason = opaque.reason() + "; " + reason;
        }
        String finalReason = reason;
        missing.merge(
                node.operator().qualifiedName() + reason,
                new Missing(node.operator().domain(), node.operator().name(), 0, 1, finalReason),
                (a, b) -> new Missing(a.domain(), a.name(), a.version(), a.count() + 1, a.reason()));
    }

    private void put(Node node, String device, Verdict verdict) {
        placed.add(new NodePlacement(node, device, verdict));
    }
}
