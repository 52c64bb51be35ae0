package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.ShapeReader;
import dev.sardonyx.api.tensor.TensorType;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells, node by node in topological order, which values follow from shapes and constants and are small: what
 * exporters compute to make the shape of a Reshape. They are not worth a device, and must not cut a graph in
 * pieces.
 */
final class ShapeArithmetic {
    private static final long SMALL = 256;

    private final Typing typing;
    private final Set<String> found = new HashSet<>();

    ShapeArithmetic(Typing typing) {
        this.typing = typing;
    }

    /** Whether {@code node} is shape arithmetic; remembered for its readers. */
    boolean accept(Node node) {
        if (!isShapeArithmetic(node)) {
            return false;
        }
        found.addAll(node.outputs());
        found.remove("");
        return true;
    }

    /** The names of the values found. */
    Set<String> values() {
        return found;
    }

    private boolean isShapeArithmetic(Node node) {
        if (!node.operator().isDeterministic() || !node.operator().subgraphs().isEmpty()) {
            return false;
        }
        for (String output : node.outputs()) {
            if (!output.isEmpty() && !isSmall(output)) {
                return false;
            }
        }
        if (node.operator() instanceof ShapeReader) {
            return true;
        }
        boolean reads = false;
        for (String input : node.inputs()) {
            boolean known = input.isEmpty() || typing.constant(input) != null || found.contains(input);
            if (!known) {
                return false;
            }
            reads |= found.contains(input);
        }
        return reads;
    }

    private boolean isSmall(String name) {
        return typing.typeOrNull(name) instanceof TensorType type
                && type.shape() != null
                && type.isFixed()
                && type.shape().toShape().orElseThrow().elements() <= SMALL;
    }
}
