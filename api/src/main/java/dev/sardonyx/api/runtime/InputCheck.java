package dev.sardonyx.api.runtime;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what a caller gives against what a graph declares. */
final class InputCheck {
    private final Graph graph;

    InputCheck(Graph graph) {
        this.graph = graph;
    }

    /** The inputs in the graph's order. */
    List<Value> arguments(Map<String, ? extends @Nullable Value> given) {
        List<Value> arguments = new ArrayList<>(graph.inputs().size());
        Map<String, Long> sizes = new HashMap<>();
        for (ValueInfo formal : graph.inputs()) {
            Value value = given.get(formal.name());
            if (value == null) {
                throw fail("input '" + formal.name() + "' is missing", formal.name());
            }
            check(formal, value, sizes);
            arguments.add(value);
        }
        if (given.size() > arguments.size()) {
            for (String name : given.keySet()) {
                if (!graph.inputNames().contains(name)) {
                    throw fail("there is no input '" + name + "'", name);
                }
            }
        }
        return arguments;
    }

    private void check(ValueInfo formal, Value value, Map<String, Long> sizes) {
        ValueType declared = formal.type();
        if (declared == null) {
            return;
        }
        if (!Typing.isCompatible(declared, value.type())) {
            throw fail(
                    "input '" + formal.name() + "': expected " + declared + ", found " + value.type(), formal.name());
        }
        if (value instanceof Tensor tensor && tensor.deviceMemory() == null && !isString(tensor)) {
            tensor.data(); // throws if its memory was closed
        }
        if (declared instanceof TensorType type && type.shape() != null && value instanceof Tensor tensor) {
            for (int axis = 0; axis < type.shape().rank(); axis++) {
                if (type.shape().dim(axis) instanceof Dim.Symbol(String symbol)) {
                    long size = tensor.shape().dim(axis);
                    Long other = sizes.putIfAbsent(symbol, size);
                    if (other != null && other != size) {
                        throw fail(
                                "input '" + formal.name() + "': dimension " + axis + " ('" + symbol + "') is " + size
                                        + ", but another input says " + other,
                                formal.name());
                    }
                }
            }
        }
    }

    private static boolean isString(Tensor tensor) {
        return tensor.elementType() == dev.sardonyx.api.tensor.ElementType.STRING;
    }

    /** Checks the tensors that the caller wants filled. */
    void checkOutputs(Map<String, Tensor> outputs, List<Value> arguments) {
        for (Map.Entry<String, Tensor> entry : outputs.entrySet()) {
            Tensor owned = entry.getValue();
            if (!graph.outputNames().contains(entry.getKey())) {
                throw new InputException(
                        "there is no output '" + entry.getKey() + "'; there are " + graph.outputNames(),
                        Where.tensor(entry.getKey()));
            }
            if (owned.deviceMemory() == null && !isString(owned) && owned.data().isReadOnly()) {
                throw new InputException(
                        "the tensor given for output '" + entry.getKey() + "' is read-only",
                        Where.tensor(entry.getKey()));
            }
            for (Value argument : arguments) {
                if (argument instanceof Tensor input && OwnedOutput.overlap(owned, input)) {
                    throw new InputException(
                            "the tensor given for output '" + entry.getKey() + "' shares memory with an input",
                            Where.tensor(entry.getKey()));
                }
            }
            for (Map.Entry<String, Tensor> other : outputs.entrySet()) {
                if (!other.getKey().equals(entry.getKey()) && OwnedOutput.overlap(owned, other.getValue())) {
                    throw new InputException(
                            "the tensors given for outputs '" + entry.getKey() + "' and '" + other.getKey()
                                    + "' share memory",
                            Where.tensor(entry.getKey()));
                }
            }
        }
    }

    private InputException fail(String message, String name) {
        String expected = graph.inputs().stream()
                .map(input -> input.name() + ": " + input.type())
                .collect(Collectors.joining(", "));
        return new InputException(message + "; the model takes " + expected, Where.tensor(name));
    }
}
