package dev.sardonyx.api.spi;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import org.jspecify.annotations.Nullable;

/** A node that a device is asked about. */
public record NodeQuery(Node node, Typing typing) {
    public Operator operator() {
        return node.operator();
    }

    public boolean has(int input) {
        return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
    }

    /** The type of an input; null where omitted or not known. */
    public @Nullable ValueType inputType(int input) {
        return has(input) ? typing.typeOrNull(node.inputs().get(input)) : null;
    }

    /** The type of a tensor input; null where omitted, not a tensor, or not known. */
    public @Nullable TensorType tensorType(int input) {
        return inputType(input) instanceof TensorType type ? type : null;
    }

    /** The value of an input where it is a constant, else null. */
    public @Nullable Tensor constant(int input) {
        return has(input) ? typing.constant(node.inputs().get(input)) : null;
    }

    /** The type of an output; null where not wanted or not known. */
    public @Nullable ValueType outputType(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty()
                ? typing.typeOrNull(node.outputs().get(output))
                : null;
    }
}
