package dev.sardonyx.api.pass;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes what follows from constants and fixed shapes. A result larger than the folding limits stays a node, and
 * so does one whose evaluation fails: the run will say why.
 */
public final class FoldConstants implements Pass {
    public FoldConstants() {}

    @Override
    public String name() {
        return "fold-constants";
    }

    @Override
    public Graph apply(Graph graph, Limits limits) {
        Typing typing = Typing.of(graph, limits);
        Interpreter interpreter = new Interpreter(limits);
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
        List<Node> nodes = new ArrayList<>();
        long total = 0;
        boolean changed = false;
        for (Node node : graph.nodes()) {
            List<Tensor> folded = fold(node, typing, constants, interpreter, limits, limits.foldedTotalBytes() - total);
            if (folded.isEmpty()) {
                nodes.add(node);
                continue;
            }
            changed = true;
            for (int k = 0; k < node.outputs().size(); k++) {
                if (!node.outputs().get(k).isEmpty()) {
                    constants.put(node.outputs().get(k), folded.get(k));
                    total += folded.get(k).bytes();
                }
            }
        }
        return changed ? graph.withNodes(nodes, constants) : graph;
    }

    /** The outputs, or an empty list where the node stays. */
    private static List<Tensor> fold(
            Node node,
            Typing typing,
            Map<String, Tensor> constants,
            Interpreter interpreter,
            Limits limits,
            long allowance) {
        if (node.operator() instanceof Opaque
                || !node.operator().isDeterministic()
                || !node.operator().subgraphs().isEmpty()) {
            return List.of();
        }
        List<Tensor> known = knownOutputs(node, typing);
        if (!known.isEmpty()) {
            return known;
        }
        List<@Nullable Value> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            Tensor value = constants.get(input);
            if (value == null && !input.isEmpty()) {
                return List.of();
            }
            inputs.add(value);
        }
        if (inputs.isEmpty() || outputBytes(node, typing) > Math.min(limits.foldedTensorBytes(), allowance)) {
            return List.of();
        }
        List<Tensor> results = new ArrayList<>();
        try {
            for (Value value : interpreter.evaluate(node, inputs)) {
                if (!(value instanceof Tensor tensor) || tensor.bytes() > limits.foldedTensorBytes()) {
                    return List.of();
                }
                results.add(tensor);
            }
        } catch (LimitExceededException tooLarge) {
            return List.of(); // left for the run, which has its own limits
        }
        return results;
    }

    private static List<Tensor> knownOutputs(Node node, Typing typing) {
        List<Tensor> known = new ArrayList<>();
        for (String output : node.outputs()) {
            Tensor value = output.isEmpty() ? null : typing.constant(output);
            if (value == null) {
                return List.of();
            }
            known.add(value);
        }
        return known;
    }

    private static long outputBytes(Node node, Typing typing) {
        long bytes = 0;
        for (String output : node.outputs()) {
            if (output.isEmpty()) {
                continue;
            }
            if (!(typing.typeOrNull(output) instanceof TensorType type) || type.shape() == null || !type.isFixed()) {
                return Long.MAX_VALUE;
            }
            bytes += type.elementType()
                    .bytes(type.shape().toShape().orElseThrow().elements());
        }
        return bytes;
    }
}
