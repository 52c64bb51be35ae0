package dev.sardonyx.api.graph;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of the values of one graph, and the values known before a run: constants, and small integers that
 * follow from shapes and constants. Grows node by node while a graph is built or checked; not thread-safe
 * while it grows.
 */
public final class Typing {
    /** Values of at most this many elements are computed while types are inferred: shapes, axes, indices. */
    private static final long SMALL_ELEMENTS = 4096;

    private final @Nullable Typing outer;
    private final Limits limits;
    private final boolean concrete;
    private final Map<String, ValueType> types = new HashMap<>();
    private final Map<String, Tensor> values = new HashMap<>();
    private final Map<String, List<Dim>> dims = new HashMap<>();

    /** An empty typing; {@code outer} has the values that bodies capture. */
    public Typing(@Nullable Typing outer, Limits limits) {
        this(outer, limits, false);
    }

    private Typing(@Nullable Typing outer, Limits limits, boolean concrete) {
        this.outer = outer;
        this.limits = limits;
        this.concrete = concrete;
    }

    /**
     * The types of a whole model under its declared input types.
     *
     * @throws ModelInvalidException if a node's inputs do not fit its operator, or a declared type contradicts
     *     the inferred one
     */
    public static Typing of(Graph graph, Limits limits) {
        requireClosed(graph);
        Typing typing = new Typing(null, limits, false);
        for (ValueInfo input : graph.inputs()) {
            if (input.type() == null) {
                throw new ModelInvalidException("graph input has no type", Where.tensor(input.name()));
            }
            typing.define(input.name(), input.type());
        }
        typing.inferAll(graph);
        return typing;
    }

    /** The types of a graph for concrete input types and known host values, as they are for one run. */
    public static Typing bind(
            Graph graph, Map<String, ? extends ValueType> inputs, Map<String, Tensor> known, Limits limits) {
        Typing typing = new Typing(null, limits, true);
        inputs.forEach(typing::define);
        known.forEach(typing::defineValue);
        typing.inferAll(graph);
        return typing;
    }

    /** A typing that knows just the inputs of one node. */
    static Typing forNode(Map<String, ValueType> inputs, Map<String, Tensor> known, Limits limits) {
        Typing typing = new Typing(null, limits, true);
        inputs.forEach(typing::define);
        known.forEach(typing::defineValue);
        return typing;
    }

    private static void requireClosed(Graph graph) {
        if (!graph.captures().isEmpty()) {
            String name = graph.captures().iterator().next();
            throw new ModelInvalidException(
                    "value '" + name + "' is read in graph '" + graph.name()
                            + "', but no input, constant or node makes it",
                    place(graph, name));
        }
    }

    private static Where place(Graph graph, String name) {
        for (Node node : graph.nodes()) {
            if (node.inputs().contains(name)) {
                return node.where().withTensor(name);
            }
        }
        return Where.tensor(name);
    }

    Limits limits() {
        return limits;
    }

    boolean isConcrete() {
        return concrete;
    }

    public void define(String name, ValueType type) {
        types.put(name, type);
    }

    /** Defines a value that is known before the run. */
    public void defineValue(String name, Tensor value) {
        types.put(name, value.type());
        values.put(name, value);
    }

    void inferAll(Graph graph) {
        graph.constants().forEach(this::defineValue);
        for (Node node : graph.nodes()) {
            infer(node);
        }
        for (ValueInfo info : graph.declared()) {
            checkDeclared(info);
        }
        for (ValueInfo info : graph.outputs()) {
            checkDeclared(info);
        }
    }

    private void checkDeclared(ValueInfo info) {
        ValueType declared = info.type();
        ValueType inferred = typeOrNull(info.name());
        if (declared == null) {
            return;
        }
        if (inferred == null) {
            if (!concrete) {
                types.put(info.name(), declared);
            }
            return;
        }
        if (!concrete && !TypeMerge.isCompatible(declared, inferred)) {
            throw new ModelInvalidException(
                    "declared type " + declared + " contradicts the inferred type " + inferred,
                    Where.tensor(info.name()));
        }
    }

    /**
     * Infers the outputs of one node and defines them.
     *
     * @throws ModelInvalidException if the inputs do not fit; in a {@link #bind} an {@code ExecutionException}
     */
    public void infer(Node node) {
        if (!inferTypes(node).isEmpty()) {
            inferValue(node, new NodeInference(this, node));
        }
    }

    /** Infers and defines the output types of one node, but computes no values. Empty behind opaque operators. */
    List<ValueType> inferTypes(Node node) {
        if (node.operator() instanceof Opaque) {
            return List.of();
        }
        NodeInference in = new NodeInference(this, node);
        List<@Nullable ValueType> actual = new ArrayList<>(node.inputs().size());
        for (String input : node.inputs()) {
            ValueType type = input.isEmpty() ? null : typeOrNull(input);
            if (type == null && !input.isEmpty()) {
                return List.of(); // it comes from an opaque operator, whose outputs have no type
            }
            actual.add(type);
        }
        String wrong = node.operator().signature().check(actual, node.outputs().size());
        if (wrong != null) {
            throw in.fail(wrong);
        }
        List<ValueType> outputs;
        try {
            outputs = node.operator().infer(in);
        } catch (UntypedBody e) {
            return List.of();
        }
        for (int k = 0; k < node.outputs().size(); k++) {
            String name = node.outputs().get(k);
            if (name.isEmpty()) {
                continue;
            }
            if (k >= outputs.size()) {
                throw in.fail("the operator has no output " + k);
            }
            checkSize(outputs.get(k), node, name);
            types.put(name, outputs.get(k));
        }
        return outputs;
    }

    private void checkSize(ValueType type, Node node, String name) {
        if (type instanceof TensorType tensor && tensor.shape() != null) {
            Limits.require(
                    "rank", tensor.shape().rank(), limits.rank(), node.where().withTensor(name));
            if (tensor.shape().isFixed()) {
                Shape shape = shapeOf(tensor, node, name);
                Limits.require(
                        "tensorBytes",
                        tensor.elementType().bytes(shape.elements()),
                        limits.tensorBytes(),
                        node.where().withTensor(name));
            }
        }
    }

    private Shape shapeOf(TensorType tensor, Node node, String name) {
        try {
            return tensor.shape() == null
                    ? Shape.SCALAR
                    : tensor.shape().toShape().orElseThrow();
        } catch (LimitExceededException e) {
            throw new LimitExceededException(
                    "tensorBytes", e.asked(), limits.tensorBytes(), node.where().withTensor(name));
        }
    }

    private void inferValue(Node node, NodeInference in) {
        if (node.outputs().isEmpty() || node.outputs().getFirst().isEmpty()) {
            return;
        }
        if (canCompute(node)) {
            List<@Nullable Value> inputs = new ArrayList<>();
            for (String input : node.inputs()) {
                inputs.add(input.isEmpty() ? null : constant(input));
            }
            List<Value> outputs = new Interpreter(limits).evaluate(node, inputs);
            for (int k = 0; k < outputs.size() && k < node.outputs().size(); k++) {
                if (outputs.get(k) instanceof Tensor tensor
                        && !node.outputs().get(k).isEmpty()) {
                    defineValue(node.outputs().get(k), tensor);
                }
            }
            return;
        }
        List<Dim> known = node.operator().inferDims(in);
        if (known != null) {
            defineDims(node.outputs().getFirst(), known);
        }
    }

    private void defineDims(String name, List<Dim> known) {
        if (known.stream().allMatch(Dim::isFixed)
                && types.get(name) instanceof TensorType type
                && type.shape() != null
                && type.shape().isFixed()) {
            long[] numbers = known.stream().mapToLong(Dim::sizeOrUnknown).toArray();
            Shape shape = type.shape().toShape().orElseThrow();
            defineValue(name, Tensor.ofLongs(type.elementType(), shape, numbers));
        } else {
            dims.put(name, known);
        }
    }

    private boolean canCompute(Node node) {
        if (!node.operator().isDeterministic()
                || !node.operator().subgraphs().isEmpty()
                || node.inputs().isEmpty()) {
            return false;
        }
        long total = 0;
        for (String input : node.inputs()) {
            Tensor value = input.isEmpty() ? null : constant(input);
            if (!input.isEmpty() && value == null) {
                return false;
            }
            total += value == null ? 0 : value.elements();
        }
        for (String output : node.outputs()) {
            if (output.isEmpty()) {
                continue;
            }
            if (!(types.get(output) instanceof TensorType type) || type.shape() == null) {
                return false;
            }
            if (type.shape().isFixed()) {
                total += type.shape().toShape().orElseThrow().elements();
            } else if (node.operator() instanceof CompositeOperator) {
                return false;
            }
        }
        return total <= SMALL_ELEMENTS;
    }

    /**
     * The type of a value.
     *
     * @throws IllegalArgumentException if there is no such value
     */
    public ValueType type(String name) {
        ValueType type = typeOrNull(name);
        if (type == null) {
            throw new IllegalArgumentException("no type for value '" + name + "'");
        }
        return type;
    }

    /** The type of a value, here or around; null where it is not known. */
    public @Nullable ValueType typeOrNull(String name) {
        for (Typing t = this; t != null; t = t.outer) {
            ValueType type = t.types.get(name);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    /** The value, where it is known before the run. */
    public @Nullable Tensor constant(String name) {
        for (Typing t = this; t != null; t = t.outer) {
            if (t.types.containsKey(name)) {
                return t.values.get(name);
            }
        }
        return null;
    }

    /** The elements of an integer value as dimensions, where they are known that far. */
    public @Nullable List<Dim> dims(String name) {
        Tensor value = constant(name);
        if (value != null) {
            return dimsOf(value);
        }
        for (Typing t = this; t != null; t = t.outer) {
            if (t.types.containsKey(name)) {
                return t.dims.get(name);
            }
        }
        return null;
    }

    private static @Nullable List<Dim> dimsOf(Tensor value) {
        boolean integer = value.elementType() == ElementType.INT64 || value.elementType() == ElementType.INT32;
        if (!integer || value.elements() > SMALL_ELEMENTS) {
            return null;
        }
        List<Dim> list = new ArrayList<>();
        for (long n : value.toLongs()) {
            if (n < 0) {
                return null;
            }
            list.add(Dim.of(n));
        }
        return list;
    }

    /** Whether one value can have both types, which may know more or less of it. */
    public static boolean isCompatible(ValueType a, ValueType b) {
        return TypeMerge.isCompatible(a, b);
    }

    /** A body reads or gives a value that comes from an opaque operator, and so has no type. */
    private static final class UntypedBody extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UntypedBody() {
            super(null, null, false, false);
        }
    }

    /** The output types of a body whose formal inputs have these types. */
    List<ValueType> inferBody(Graph body, List<? extends ValueType> inputs, Where where) {
        if (inputs.size() != body.inputCount()) {
            throw new ModelInvalidException(
                    "the body '" + body.name() + "' takes " + body.inputCount() + " inputs, given " + inputs.size(),
                    where);
        }
        Typing inner = new Typing(this, limits, concrete);
        for (int i = 0; i < inputs.size(); i++) {
            ValueInfo formal = body.inputs().get(i);
            if (formal.type() != null && !TypeMerge.isCompatible(formal.type(), inputs.get(i)) && !concrete) {
                throw new ModelInvalidException(
                        "input '" + formal.name() + "' of body '" + body.name() + "' is declared " + formal.type()
                                + ", given " + inputs.get(i),
                        where.withTensor(formal.name()));
            }
            inner.define(formal.name(), inputs.get(i));
        }
        for (String capture : body.captures()) {
            if (typeOrNull(capture) == null) {
                throw new UntypedBody();
            }
        }
        inner.inferAll(body);
        List<ValueType> outputs = new ArrayList<>();
        for (ValueInfo output : body.outputs()) {
            ValueType type = inner.typeOrNull(output.name());
            if (type == null) {
                throw new UntypedBody();
            }
            outputs.add(type);
        }
        return outputs;
    }
}
