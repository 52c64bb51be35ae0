package dev.sardonyx.api.graph;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluation of one node. */
final class NodeEvaluation implements Evaluation {
    private final Node node;
    private final List<? extends @Nullable Value> inputs;
    private final List<ValueType> outputTypes;
    private final Limits limits;
    private final Deadline deadline;
    private final Interpreter.BodyRunner bodies;

    NodeEvaluation(
            Node node,
            List<? extends @Nullable Value> inputs,
            List<ValueType> outputTypes,
            Limits limits,
            Deadline deadline,
            Interpreter.BodyRunner bodies) {
        this.node = node;
        this.inputs = inputs;
        this.outputTypes = outputTypes;
        this.limits = limits;
        this.deadline = deadline;
        this.bodies = bodies;
    }

    @Override
    public int inputCount() {
        return inputs.size();
    }

    @Override
    public boolean has(int i) {
        return i < inputs.size() && inputs.get(i) != null;
    }

    @Override
    public Value value(int i) {
        Value value = i < inputs.size() ? inputs.get(i) : null;
        if (value == null) {
            throw fail("input " + i + " is required");
        }
        return value;
    }

    @Override
    public int outputCount() {
        return node.outputs().size();
    }

    @Override
    public ValueType outputType(int k) {
        return outputTypes.get(k);
    }

    @Override
    public void require(ElementType type, Shape shape) {
        Limits.require("tensorBytes", type.bytes(shape.elements()), limits.tensorBytes(), node.where());
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public List<Value> runBody(Subgraph body, List<? extends Value> arguments) {
        return bodies.run(body, arguments);
    }

    @Override
    public SardonyxException fail(String message) {
        return new ExecutionException(message, node.where());
    }
}
