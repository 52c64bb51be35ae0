package dev.sardonyx.api.runtime;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.JsonWriter;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs where, why, and what is copied between devices: the executor's own plan, not an estimate. Immutable.
 *
 * @param devices description by device name
 * @param nodes every node of the placed graph, those of bodies behind their node
 * @param steps what runs in which order
 * @param transfers values that go from one device to another
 */
public record Explanation(
        Map<String, String> devices, List<NodePlacement> nodes, List<StepInfo> steps, List<Transfer> transfers) {

    /**
     * One step.
     *
     * @param depth 0 for the graph itself, 1 for a body in it, …
     * @param device where it runs
     * @param nodeCount how many nodes it has
     * @param runs how often it has run so far
     */
    public record StepInfo(int depth, String device, int nodeCount, long runs) {}

    /**
     * A value that one device makes and another reads.
     *
     * @param bytes its size, or -1 where it depends on the run
     */
    public record Transfer(String value, String from, String to, long bytes) {}

    public Explanation {
        nodes = List.copyOf(nodes);
        steps = List.copyOf(steps);
        transfers = List.copyOf(transfers);
    }

    static Explanation of(Plan plan, List<NodePlacement> nodes, Map<String, Device> devices, Typing typing) {
        Map<String, String> described = new LinkedHashMap<>();
        devices.forEach((name, device) -> described.put(name, device.info().description()));
        List<StepInfo> steps = new ArrayList<>();
        collect(plan, 0, steps);
        return new Explanation(described, nodes, steps, transfers(nodes, typing));
    }

    private static void collect(Plan plan, int depth, List<StepInfo> steps) {
        for (Step step : plan.steps()) {
            steps.add(new StepInfo(depth, step.device(), step.nodes().size(), step.runs()));
            for (Plan body : step.bodies()) {
                collect(body, depth + 1, steps);
            }
        }
    }

    private static List<Transfer> transfers(List<NodePlacement> nodes, Typing typing) {
        Map<String, String> madeBy = new HashMap<>();
        Map<String, Transfer> transfers = new LinkedHashMap<>();
        for (NodePlacement placement : nodes) {
            placement.node().outputs().forEach(output -> madeBy.put(output, placement.device()));
        }
        for (NodePlacement placement : nodes) {
            if (placement.device().equals(NodePlacement.SHAPES)) {
                continue;
            }
            for (String read : Liveness.reads(placement.node())) {
                String from = madeBy.get(read);
                String to = placement.device();
                if (from != null && !from.equals(to) && !from.equals(NodePlacement.SHAPES)) {
                    transfers.putIfAbsent(
                            read + ">" + to, new Transfer(read, from, to, bytes(typing.typeOrNull(read))));
                }
            }
        }
        return List.copyOf(transfers.values());
    }

    private static long bytes(@org.jspecify.annotations.Nullable ValueType type) {
        return type instanceof TensorType tensor && tensor.shape() != null && tensor.isFixed()
                ? tensor.elementType()
                        .bytes(tensor.shape().toShape().orElseThrow().elements())
                : -1;
    }

    /** How many nodes each device has, shape arithmetic under {@link NodePlacement#SHAPES}. */
    public Map<String, Integer> nodesByDevice() {
        Map<String, Integer> counts = new TreeMap<>();
        nodes.forEach(placement -> counts.merge(placement.device(), 1, Integer::sum));
        return counts;
    }

    /** How many nodes each device has run so far, all runs together. */
    public Map<String, Long> nodeRunsByDevice() {
        Map<String, Long> counts = new TreeMap<>();
        steps.forEach(step -> counts.merge(step.device(), step.runs() * step.nodeCount(), Long::sum));
        return counts;
    }

    /** For people: devices, steps, nodes with reasons, transfers. */
    public String toText() {
        StringBuilder out = new StringBuilder();
        devices.forEach((name, text) ->
                out.append("device ").append(name).append(": ").append(text).append('\n'));
        out.append("nodes by device: ").append(nodesByDevice()).append('\n');
        for (StepInfo step : steps) {
            out.append("  ".repeat(step.depth() + 1))
                    .append("step on ")
                    .append(step.device())
                    .append(": ")
                    .append(step.nodeCount())
                    .append(step.nodeCount() == 1 ? " node, ran " : " nodes, ran ")
                    .append(step.runs())
                    .append(" times\n");
        }
        for (NodePlacement placement : nodes) {
            Node node = placement.node();
            out.append(String.format(
                    "%-12s %-24s %s (%s)%n",
                    placement.device(),
                    node.operator().qualifiedName(),
                    Escape.text(node.label()),
                    placement.verdict().reason()));
        }
        if (transfers.isEmpty()) {
            out.append("no value goes from one device to another\n");
        }
        for (Transfer transfer : transfers) {
            out.append("copy ")
                    .append(Escape.text(transfer.value()))
                    .append(" from ")
                    .append(transfer.from())
                    .append(" to ")
                    .append(transfer.to())
                    .append(": ")
                    .append(transfer.bytes() < 0 ? "size depends on the run" : transfer.bytes() + " bytes")
                    .append('\n');
        }
        return out.toString();
    }

    /** For programs. */
    public String toJson() {
        List<Object> nodeList = new ArrayList<>();
        for (NodePlacement placement : nodes) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("node", placement.node().label());
            entry.put("operator", placement.node().operator().qualifiedName());
            entry.put("device", placement.device());
            entry.put("verdict", placement.verdict().kind().name());
            entry.put("reason", placement.verdict().reason());
            nodeList.add(entry);
        }
        List<Object> stepList = new ArrayList<>();
        for (StepInfo step : steps) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("depth", step.depth());
            entry.put("device", step.device());
            entry.put("nodes", step.nodeCount());
            entry.put("runs", step.runs());
            stepList.add(entry);
        }
        List<Object> transferList = new ArrayList<>();
        for (Transfer transfer : transfers) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("value", transfer.value());
            entry.put("from", transfer.from());
            entry.put("to", transfer.to());
            entry.put("bytes", transfer.bytes());
            transferList.add(entry);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("devices", devices);
        all.put("nodesByDevice", nodesByDevice());
        all.put("nodeRunsByDevice", nodeRunsByDevice());
        all.put("steps", stepList);
        all.put("nodes", nodeList);
        all.put("transfers", transferList);
        return JsonWriter.write(all);
    }

    /** For Graphviz: a node per operator, coloured by device; an edge per value. */
    public String toDot() {
        return ExplanationDot.of(this);
    }
}
