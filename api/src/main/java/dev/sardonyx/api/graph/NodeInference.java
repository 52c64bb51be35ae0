package dev.sardonyx.api.graph;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inference of one node against a typing. */
final class NodeInference implements Inference {
    private final Typing typing;
    private final Node node;

    NodeInference(Typing typing, Node node) {
        this.typing = typing;
        this.node = node;
    }

    @Override
    public int inputCount() {
        return node.inputs().size();
    }

    @Override
    public boolean has(int i) {
        return i < node.inputs().size() && !node.inputs().get(i).isEmpty();
    }

    @Override
    public ValueType type(int i) {
        if (!has(i)) {
            throw fail("input " + i + " is required");
        }
        ValueType type = typing.typeOrNull(node.inputs().get(i));
        if (type == null) {
            throw new ModelInvalidException(
                    "input " + i + " is made by nobody",
                    node.where().withTensor(node.inputs().get(i)));
        }
        return type;
    }

    @Override
    public @Nullable Tensor constant(int i) {
        return has(i) ? typing.constant(node.inputs().get(i)) : null;
    }

    @Override
    public @Nullable List<Dim> dims(int i) {
        return has(i) ? typing.dims(node.inputs().get(i)) : null;
    }

    @Override
    public int outputCount() {
        return node.outputs().size();
    }

    @Override
    public Dim unknownDim(int output, int axis) {
        String name = output < node.outputs().size() ? node.outputs().get(output) : "";
        return Dim.symbol("?" + name + "." + axis);
    }

    @Override
    public List<ValueType> inferBody(Subgraph body, List<? extends ValueType> inputs) {
        return typing.inferBody((Graph) body, inputs, node.where());
    }

    @Override
    public SardonyxException fail(String message) {
        return typing.isConcrete()
                ? new ExecutionException(message, node.where())
                : new ModelInvalidException(message, node.where());
    }
}
