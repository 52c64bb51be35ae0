package dev.sardonyx.api.graph;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks single assignment, order and completeness of one graph. Iterative, linear in the graph's size. */
final class Structure {
    private final Graph graph;
    private final Set<String> defined = new HashSet<>();
    private final Set<String> captures = new LinkedHashSet<>();
    private @Nullable Map<String, Integer> producers;

    private Structure(Graph graph) {
        this.graph = graph;
    }

    /** The names {@code graph} reads from around it. */
    static Set<String> check(Graph graph) {
        Structure structure = new Structure(graph);
        structure.run();
        return Collections.unmodifiableSet(structure.captures);
    }

    private void run() {
        for (ValueInfo input : graph.inputs()) {
            define(input.name(), Where.tensor(input.name()), "graph input");
        }
        for (String constant : graph.constants().keySet()) {
            define(constant, Where.tensor(constant), "constant");
        }
        for (Node node : graph.nodes()) {
            for (String input : node.inputs()) {
                if (!input.isEmpty()) {
                    read(input, node);
                }
            }
            for (Graph body : Graph.bodies(node)) {
                for (String capture : body.captures()) {
                    read(capture, node);
                }
            }
            for (String output : node.outputs()) {
                if (!output.isEmpty()) {
                    define(output, node.where(), "node output");
                }
            }
        }
        for (ValueInfo output : graph.outputs()) {
            if (!defined.contains(output.name())) {
                captures.add(output.name());
            }
        }
    }

    private void define(String name, Where where, String what) {
        if (name.isEmpty()) {
            throw new ModelInvalidException("a " + what + " of graph '" + graph.name() + "' has no name", where);
        }
        if (!defined.add(name)) {
            throw new ModelInvalidException(
                    what + " '" + name + "' of graph '" + graph.name()
                            + "' is defined twice; every value must have a name of its own",
                    where.withTensor(name));
        }
        if (captures.contains(name)) {
            throw new ModelInvalidException(
                    what + " '" + name + "' of graph '" + graph.name() + "' is read before it is defined",
                    where.withTensor(name));
        }
    }

    private void read(String name, Node node) {
        if (defined.contains(name)) {
            return;
        }
        if (producers().containsKey(name)) {
            List<String> cycle = cycle();
            throw new ModelInvalidException(
                    cycle.isEmpty()
                            ? "value '" + name + "' is read before the node that makes it; nodes must be in"
                                    + " topological order"
                            : "the graph has a cycle: " + String.join(" -> ", cycle),
                    node.where().withTensor(name));
        }
        captures.add(name);
    }

    private Map<String, Integer> producers() {
        if (producers == null) {
            Map<String, Integer> map = new HashMap<>();
            for (int i = 0; i < graph.nodes().size(); i++) {
                for (String output : graph.nodes().get(i).outputs()) {
                    map.putIfAbsent(output, i);
                }
            }
            map.remove("");
            producers = map;
        }
        return producers;
    }

    /** The labels of nodes on a cycle; empty where the nodes are only out of order (Kahn's algorithm). */
    private List<String> cycle() {
        int n = graph.nodes().size();
        List<List<Integer>> readers = new ArrayList<>();
        int[] waiting = new int[n];
        for (int i = 0; i < n; i++) {
            readers.add(new ArrayList<>());
        }
        for (int i = 0; i < n; i++) {
            for (String input : reads(graph.nodes().get(i))) {
                Integer producer = producers().get(input);
                if (producer != null) {
                    readers.get(producer).add(i);
                    waiting[i]++;
                }
            }
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < n; i++) {
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        while (!ready.isEmpty()) {
            for (int reader : readers.get(ready.remove())) {
                if (--waiting[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return walkBack(waiting);
    }

    private List<String> walkBack(int[] waiting) {
        int at = 0;
        while (at < waiting.length && waiting[at] == 0) {
            at++;
        }
        List<Integer> path = new ArrayList<>();
        while (at < waiting.length && !path.contains(at) && path.size() < 1000) {
            path.add(at);
            at = blockedProducer(at, waiting);
        }
        List<String> labels = new ArrayList<>();
        int start = Math.max(0, path.indexOf(at));
        for (int i = path.size() - 1; i >= start; i--) {
            labels.add(graph.nodes().get(path.get(i)).label());
        }
        if (!labels.isEmpty()) {
            labels.add(labels.getFirst());
        }
        return labels;
    }

    private int blockedProducer(int node, int[] waiting) {
        for (String input : reads(graph.nodes().get(node))) {
            Integer producer = producers().get(input);
            if (producer != null && waiting[producer] > 0) {
                return producer;
            }
        }
        return waiting.length;
    }

    private static Set<String> reads(Node node) {
        Set<String> reads = new LinkedHashSet<>(node.inputs());
        for (Graph body : Graph.bodies(node)) {
            reads.addAll(body.captures());
        }
        return reads;
    }
}
