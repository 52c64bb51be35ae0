package dev.sardonyx.api.spi;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the kernels of a {@link KernelDevice} one after the other; shape arithmetic is known by then. */
final class KernelExecutable implements Executable {
    private final KernelDevice device;
    private final Partition partition;

    KernelExecutable(KernelDevice device, Partition partition) {
        this.device = device;
        this.partition = partition;
    }

    @Override
    public void run(Invocation invocation) {
        Graph graph = partition.graph();
        Typing typing = partition.bind(invocation.inputs());
        Map<String, Tensor> values = new HashMap<>(graph.constants());
        for (int i = 0; i < graph.inputs().size(); i++) {
            values.put(graph.inputs().get(i).name(), invocation.inputs().get(i));
        }
        List<String> outputs = graph.outputNames();
        for (Node node : graph.nodes()) {
            invocation.deadline().check();
            runNode(node, typing, values, invocation, outputs);
        }
        for (int k = 0; k < outputs.size(); k++) {
            Tensor value = values.get(outputs.get(k));
            if (value == null) {
                throw new IllegalStateException("nobody made " + outputs.get(k));
            }
            invocation.setOutput(k, value);
        }
    }

    private void runNode(
            Node node, Typing typing, Map<String, Tensor> values, Invocation invocation, List<String> outputs) {
        if (isKnown(node, typing, values)) {
            return;
        }
        List<@Nullable Tensor> operands = new ArrayList<>();
        for (String input : node.inputs()) {
            operands.add(input.isEmpty() ? null : values.get(input));
        }
        Kernel kernel = device.find(node.operator());
        if (kernel == null) {
            List<Value> results = new Interpreter(partition.limits()).evaluate(node, operands);
            for (int k = 0; k < node.outputs().size(); k++) {
                values.put(node.outputs().get(k), (Tensor) results.get(k));
            }
            return;
        }
        List<@Nullable Tensor> results = new ArrayList<>();
        for (String name : node.outputs()) {
            if (name.isEmpty()) {
                results.add(null);
                continue;
            }
            TensorType type = (TensorType) typing.type(name);
            Shape shape = shapeOf(type, name);
            int output = outputs.indexOf(name);
            Tensor result = output >= 0 ? invocation.output(output, type.elementType(), shape) : null;
            if (result == null) {
                invocation.claim(type.elementType().bytes(shape.elements()));
                result = Tensor.allocate(type.elementType(), shape);
            }
            results.add(result);
            values.put(name, result);
        }
        kernel.run(new Context(node, operands, results, invocation.deadline()));
    }

    private static Shape shapeOf(TensorType type, String name) {
        if (type.shape() == null) {
            throw new IllegalStateException("no shape for " + name);
        }
        return type.shape().toShape().orElseThrow();
    }

    private static boolean isKnown(Node node, Typing typing, Map<String, Tensor> values) {
        for (String output : node.outputs()) {
            Tensor known = output.isEmpty() ? null : typing.constant(output);
            if (known == null) {
                return false;
            }
        }
        for (String output : node.outputs()) {
            Tensor known = typing.constant(output);
            if (known != null) {
                values.put(output, known);
            }
        }
        return true;
    }

    private record Context(
            Node node,
            List<? extends @Nullable Tensor> inputs,
            List<? extends @Nullable Tensor> results,
            Deadline deadline)
            implements KernelContext {
        @Override
        public boolean has(int i) {
            return i < inputs.size() && inputs.get(i) != null;
        }

        @Override
        public Tensor input(int i) {
            Tensor tensor = i < inputs.size() ? inputs.get(i) : null;
            if (tensor == null) {
                throw new IllegalStateException(node + " has no input " + i);
            }
            return tensor;
        }

        @Override
        public boolean wants(int k) {
            return k < results.size() && results.get(k) != null;
        }

        @Override
        public Tensor output(int k) {
            Tensor tensor = k < results.size() ? results.get(k) : null;
            if (tensor == null) {
                throw new IllegalStateException(node + " has no output " + k);
            }
            return tensor;
        }
    }

    @Override
    public void close() {}
}
