package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import dev.sardonyx.onnx.mapping.Mappings;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.FunctionProto;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The functions of a model, replaced by their bodies where they are called. Depth and the number of nodes that
 * come of it are checked before any body is copied, so that functions that call each other exponentially often
 * cost nothing.
 */
final class Functions {
    private record Cost(long nodes, int depth) {}

    private final Map<String, FunctionProto> byKey = new LinkedHashMap<>();
    private final Map<String, Opsets> opsets = new HashMap<>();
    private final Map<String, Cost> costs = new HashMap<>();
    private final Limits limits;

    Functions(List<FunctionProto> functions, ReadOptions options, Where where) {
        this.limits = options.limits();
        Limits.require("functions", functions.size(), limits.functions(), where);
        for (FunctionProto function : functions) {
            String key = key(function.domainOrEmpty(), function.nameOrEmpty(), function.overloadOrEmpty());
            if (byKey.putIfAbsent(key, function) != null) {
                throw new ModelInvalidException("function " + key + " is defined twice", where);
            }
            opsets.put(key, Opsets.read(function.opsetImport(), options.allowDevelopmentOpsets(), where));
        }
        for (String key : byKey.keySet()) {
            cost(key, new LinkedHashSet<>(), where);
        }
    }

    private static String key(String domain, String name, String overload) {
        String key = Mappings.normalizeDomain(domain) + "::" + name;
        return overload.isEmpty() ? key : key + ":" + overload;
    }

    private static String key(NodeProto node) {
        return key(node.domainOrEmpty(), node.opTypeOrEmpty(), node.overloadOrEmpty());
    }

    private Cost cost(String key, Set<String> path, Where where) {
        Cost known = costs.get(key);
        if (known != null) {
            return known;
        }
        if (!path.add(key)) {
            throw new ModelInvalidException(
                    "functions call each other in a circle: " + String.join(" -> ", path) + " -> " + key, where);
        }
        Limits.require("functionDepth", path.size(), limits.functionDepth(), where);
        FunctionProto function = byKey.get(key);
        Cost cost = function == null ? new Cost(1, 0) : cost(function.node(), path, where);
        cost = new Cost(cost.nodes, cost.depth + 1);
        Limits.require("functionDepth", cost.depth, limits.functionDepth(), where);
        path.remove(key);
        costs.put(key, cost);
        return cost;
    }

    private Cost cost(List<NodeProto> nodes, Set<String> path, Where where) {
        long total = 0;
        int depth = 0;
        for (NodeProto node : nodes) {
            Cost inner = new Cost(1, 0);
            if (byKey.containsKey(key(node))) {
                inner = cost(key(node), path, where);
            }
            total = saturated(total, inner.nodes);
            depth = Math.max(depth, inner.depth);
            for (GraphProto body : bodies(node)) {
                Cost ofBody = cost(body.node(), path, where);
                total = saturated(total, ofBody.nodes);
                depth = Math.max(depth, ofBody.depth);
            }
        }
        return new Cost(total, depth);
    }

    private static long saturated(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private static List<GraphProto> bodies(NodeProto node) {
        List<GraphProto> bodies = new ArrayList<>();
        for (AttributeProto attribute : node.attribute()) {
            if (attribute.g() != null) {
                bodies.add(attribute.g());
            }
            bodies.addAll(attribute.graphs());
        }
        return bodies;
    }

    /**
     * Checks the number of nodes that {@code graph} has once all calls are replaced.
     *
     * @throws dev.sardonyx.api.LimitExceededException if it is too large
     */
    void checkTotal(GraphProto graph, Where where) {
        Cost cost = cost(graph.node(), new LinkedHashSet<>(), where);
        Limits.require("nodes", cost.nodes, limits.nodes(), where);
    }

    /** Gives {@code node} to {@code sink}, or in its place the nodes of the function it calls. */
    void expand(NodeProto node, Opsets of, UnaryOperator<String> fresh, BiConsumer<NodeProto, Opsets> sink) {
        if (byKey.isEmpty()) {
            sink.accept(node, of);
            return;
        }
        String key = key(node);
        FunctionProto function = byKey.get(key);
        Opsets inside = opsets.get(key);
        if (function == null || inside == null) {
            sink.accept(node, of);
            return;
        }
        if (node.input().size() > function.input().size()
                || node.output().size() > function.output().size()) {
            throw new ModelInvalidException(
                    "function " + key + " takes " + function.input().size() + " inputs and makes "
                            + function.output().size() + " outputs; the call has "
                            + node.input().size() + " and " + node.output().size(),
                    Where.node(node.nameOrEmpty(), key));
        }
        FunctionBody body = new FunctionBody(function, node, fresh);
        for (NodeProto inner : function.node()) {
            expand(body.copy(inner), inside, fresh, sink);
        }
    }
}
