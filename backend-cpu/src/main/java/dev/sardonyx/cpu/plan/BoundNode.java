package dev.sardonyx.cpu.plan;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/** A node with the concrete types of its values. */
public final class BoundNode {
    private final Node node;
    private final Typing typing;

    public BoundNode(Node node, Typing typing) {
        this.node = node;
        this.typing = typing;
    }

    public Node node() {
        return node;
    }

    public Operator operator() {
        return node.operator();
    }

    public int inputCount() {
        return node.inputs().size();
    }

    public boolean has(int input) {
        return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
    }

    /** The name of an input's value. */
    public String inputName(int input) {
        return node.inputs().get(input);
    }

    public Shape inputShape(int input) {
        return shape(node.inputs().get(input));
    }

    public ElementType inputType(int input) {
        return tensor(node.inputs().get(input)).elementType();
    }

    public boolean wants(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }

    public Shape outputShape(int output) {
        return shape(node.outputs().get(output));
    }

    public ElementType outputType(int output) {
        return tensor(node.outputs().get(output)).elementType();
    }

    /** The value of an input that is a constant, a host input, or follows from shapes; else null. */
    public @Nullable Tensor constant(int input) {
        return has(input) ? typing.constant(node.inputs().get(input)) : null;
    }

    private Shape shape(String name) {
        var shape = tensor(name).shape();
        if (shape == null || !shape.isFixed()) {
            throw new IllegalStateException("the shape of '" + name + "' is not known: " + tensor(name));
        }
        return shape.toShape().orElseThrow();
    }

    private TensorType tensor(String name) {
        return (TensorType) typing.type(name);
    }
}
