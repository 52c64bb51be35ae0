package dev.sardonyx.api.spi;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.ShapeReader;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A piece of a graph for one device. Its graph's inputs are what comes from outside, in the order an
 * {@link Invocation} has them; its outputs are what others need.
 *
 * <p>Besides the device's own nodes it may have <em>shape arithmetic</em>: nodes such as Shape, Gather and Concat
 * whose results follow from shapes and host inputs alone. {@link #bind} computes them, so that a device meets
 * them as known values: a node whose outputs are all {@linkplain Typing#constant known} needs no kernel.
 */
public final class Partition {
    private final Graph graph;
    private final Typing typing;
    private final Set<String> shapeArithmetic;
    private final Set<String> hostInputs;
    private final Limits limits;

    /**
     * For the runtime and for tests.
     *
     * @param graph the piece
     * @param typing the symbolic types of all its values
     * @param shapeArithmetic names of values that follow from shapes and host inputs
     */
    public Partition(Graph graph, Typing typing, Set<String> shapeArithmetic, Limits limits) {
        this.graph = graph;
        this.typing = typing;
        this.shapeArithmetic = Set.copyOf(shapeArithmetic);
        this.limits = limits;
        this.hostInputs = findHostInputs();
    }

    private Set<String> findHostInputs() {
        Set<String> wanted = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            boolean isShapeArithmetic = !node.outputs().isEmpty()
                    && shapeArithmetic.contains(node.outputs().getFirst());
            for (int i = 0; i < node.inputs().size(); i++) {
                boolean value = isShapeArithmetic && !(node.operator() instanceof ShapeReader);
                if (value || node.operator().signature().isHostInput(i)) {
                    wanted.add(node.inputs().get(i));
                }
            }
        }
        wanted.retainAll(graph.inputNames());
        return wanted;
    }

    public Graph graph() {
        return graph;
    }

    /** The symbolic types. */
    public Typing typing() {
        return typing;
    }

    public Limits limits() {
        return limits;
    }

    /** Names of inputs whose values decide shapes; they are on the host and small. */
    public Set<String> hostInputs() {
        return hostInputs;
    }

    /** Whether a value follows from shapes and host inputs, so that {@link #bind} computes it. */
    public boolean isShapeArithmetic(String value) {
        return shapeArithmetic.contains(value);
    }

    /** The dimensions of tensor input {@code i}; empty where its rank is not known. */
    public List<BoundedDim> inputDims(int i) {
        List<BoundedDim> dims = new ArrayList<>();
        ValueInfo info = graph.inputs().get(i);
        if (typing.typeOrNull(info.name()) instanceof TensorType type && type.shape() != null) {
            for (Dim dim : type.shape().dims()) {
                dims.add(
                        dim instanceof Dim.Fixed(long size)
                                ? new BoundedDim.Fixed(size)
                                : new BoundedDim.Bounded(dim.toString(), Long.MAX_VALUE, 1));
            }
        }
        return dims;
    }

    /**
     * The concrete types of all values, and the values of host inputs and shape arithmetic, for the inputs of
     * one run.
     *
     * @throws dev.sardonyx.api.ExecutionException if the shapes do not fit
     * @throws dev.sardonyx.api.LimitExceededException if a tensor would be too large
     */
    public Typing bind(List<Tensor> inputs) {
        Map<String, ValueType> types = new HashMap<>();
        Map<String, Tensor> known = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            String name = graph.inputs().get(i).name();
            if (hostInputs.contains(name)) {
                known.put(name, inputs.get(i));
            } else {
                types.put(name, inputs.get(i).type());
            }
        }
        return Typing.bind(graph, types, known, limits);
    }
}
