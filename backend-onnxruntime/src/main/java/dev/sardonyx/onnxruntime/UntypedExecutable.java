package dev.sardonyx.onnxruntime;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A partition with inputs whose types nobody knows before they come, as in bodies without declared types and
 * behind operators that only ONNX Runtime knows. It is compiled once for each combination of element types and ranks.
 */
final class UntypedExecutable implements Executable {
    private final Partition partition;
    private final Function<Partition, Executable> compiler;
    private final Map<List<TensorType>, Executable> compiled = new ConcurrentHashMap<>();

    UntypedExecutable(Partition partition, Function<Partition, Executable> compiler) {
        this.partition = partition;
        this.compiler = compiler;
    }

    static boolean isNeeded(Graph graph) {
        return graph.inputs().stream().anyMatch(input -> input.type() == null);
    }

    @Override
    public void run(Invocation invocation) {
        List<TensorType> types = new ArrayList<>();
        for (Tensor input : invocation.inputs()) {
            types.add(withoutSizes(input, types.size()));
        }
        compiled.computeIfAbsent(types, this::compile).run(invocation);
    }

    private static TensorType withoutSizes(Tensor input, int index) {
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < input.shape().rank(); axis++) {
            dims.add(Dim.symbol("?" + index + "." + axis));
        }
        return new TensorType(input.elementType(), new SymbolicShape(dims));
    }

    private Executable compile(List<TensorType> types) {
        Graph graph = partition.graph();
        List<ValueInfo> inputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ValueInfo input = graph.inputs().get(i);
            inputs.add(ValueInfo.of(input.name(), input.type() == null ? types.get(i) : input.type()));
        }
        Graph typed = new Graph(
                graph.name(),
                inputs,
                graph.outputs(),
                graph.nodes(),
                graph.constants(),
                List.of(),
                graph.doc(),
                graph.metadata());
        return compiler.apply(new Partition(typed, Typing.of(typed, partition.limits()), Set.of(), partition.limits()));
    }

    @Override
    public void close() {
        compiled.values().forEach(Executable::close);
    }
}
