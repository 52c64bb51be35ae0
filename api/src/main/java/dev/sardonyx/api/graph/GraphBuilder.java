package dev.sardonyx.api.graph;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a graph value by value; every step is checked when it is taken.
 *
 * <pre>{@code
 * GraphBuilder g = GraphBuilder.named("perceptron");
 * Ref x = g.input("x", ElementType.FLOAT, "N", 784);
 * Ref y = x.then(new MatMul(), g.constant("w", w)).then(new Add(), g.constant("b", b)).then(new Relu());
 * g.output("y", y);
 * Graph graph = g.build();
 * }</pre>
 *
 * <p>Not thread-safe. The graph it builds is immutable.
 */
public final class GraphBuilder {
    private final String name;
    private final @Nullable GraphBuilder outer;
    private final Typing typing;
    private final Limits limits;
    private final Set<String> names = new HashSet<>();
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private int counter;

    GraphBuilder(String name, @Nullable GraphBuilder outer, Limits limits) {
        this.name = name;
        this.outer = outer;
        this.limits = limits;
        this.typing = new Typing(outer == null ? null : outer.typing, limits);
    }

    /** A builder of a graph with the default limits. */
    public static GraphBuilder named(String name) {
        return new GraphBuilder(name, null, Limits.DEFAULT);
    }

    /** A builder of a body that may use this builder's values. */
    public GraphBuilder body(String bodyName) {
        return new GraphBuilder(bodyName, this, limits);
    }

    Typing typing() {
        return typing;
    }

    /**
     * A graph input.
     *
     * @param dims each a number or the name of a symbolic dimension
     */
    public Ref input(String inputName, ElementType elementType, Object... dims) {
        List<Dim> list = new ArrayList<>();
        for (Object dim : dims) {
            list.add(
                    switch (dim) {
                        case Integer n -> Dim.of(n);
                        case Long n -> Dim.of(n);
                        case String symbol -> Dim.symbol(symbol);
                        case Dim d -> d;
                        default -> throw new InputException("a dimension is a number or a name, found " + dim);
                    });
        }
        return input(inputName, new TensorType(elementType, new SymbolicShape(list)));
    }

    /** A graph input of any type. */
    public Ref input(String inputName, ValueType type) {
        claim(inputName);
        inputs.add(ValueInfo.of(inputName, type));
        typing.define(inputName, type);
        return new Value(inputName);
    }

    Ref knownInput(String inputName, Tensor value) {
        claim(inputName);
        inputs.add(ValueInfo.of(inputName, value.type()));
        typing.defineValue(inputName, value);
        return new Value(inputName);
    }

    /** A named constant, such as a weight. */
    public Ref constant(String constantName, Tensor value) {
        claim(constantName);
        constants.put(constantName, value);
        typing.defineValue(constantName, value);
        return new Value(constantName);
    }

    /** A constant with a generated name. */
    public Ref constant(Tensor value) {
        return constant(fresh("constant"), value);
    }

    /** A one-dimensional INT64 constant, as axes and shapes are. */
    public Ref int64(long... values) {
        return constant(Tensor.ofInt64(values));
    }

    /** Applies a one-output operator; null stands for an omitted optional input. */
    public Ref add(Operator operator, @Nullable Ref... arguments) {
        return addAll(operator, 1, arguments).getFirst();
    }

    /** Applies an operator of {@code outputCount} outputs; null stands for an omitted optional input. */
    public List<Ref> addAll(Operator operator, int outputCount, @Nullable Ref... arguments) {
        String base = fresh(operator.name());
        List<String> outputNames = new ArrayList<>();
        for (int k = 0; k < outputCount; k++) {
            String output = outputCount == 1 ? base : base + "." + k;
            claim(output);
            outputNames.add(output);
        }
        return addNamed(base, operator, outputNames, arguments);
    }

    /** Applies an operator under given node and output names. */
    public List<Ref> addNamed(
            String nodeName, Operator operator, List<String> outputNames, @Nullable Ref... arguments) {
        List<String> inputNames = new ArrayList<>();
        for (Ref argument : arguments) {
            inputNames.add(argument == null ? "" : argument.name());
        }
        while (!inputNames.isEmpty() && inputNames.getLast().isEmpty()) {
            inputNames.removeLast();
        }
        Node node = Node.of(nodeName, operator, inputNames, outputNames);
        typing.infer(node);
        nodes.add(node);
        names.addAll(outputNames);
        List<Ref> refs = new ArrayList<>();
        for (String output : outputNames) {
            refs.add(new Value(output));
        }
        return refs;
    }

    /** Makes {@code value} a graph output of this name. */
    public void output(String outputName, Ref value) {
        String source = value.name();
        if (!source.equals(outputName)) {
            addNamed(fresh("output"), new dev.sardonyx.api.op.Identity(), List.of(claim(outputName)), value);
        }
        outputs.add(ValueInfo.of(outputName, typing.type(outputName)));
    }

    private String claim(String valueName) {
        if (isTaken(valueName)) {
            throw new InputException("the name '" + valueName + "' is taken in graph '" + name + "'");
        }
        names.add(valueName);
        return valueName;
    }

    private boolean isTaken(String valueName) {
        for (GraphBuilder b = this; b != null; b = b.outer) {
            if (b.names.contains(valueName)) {
                return true;
            }
        }
        return false;
    }

    private String fresh(String base) {
        String prefix = outer == null ? "" : name + "/";
        String candidate;
        do {
            candidate = prefix + base + "_" + counter++;
        } while (isTaken(candidate));
        return candidate;
    }

    /** The graph. The builder may go on afterwards. */
    public Graph build() {
        return new Graph(name, inputs, outputs, nodes, constants, List.of(), "", Map.of());
    }

    private final class Value implements Ref {
        private final String valueName;

        Value(String valueName) {
            this.valueName = valueName;
        }

        @Override
        public String name() {
            return valueName;
        }

        @Override
        public ValueType type() {
            return typing.type(valueName);
        }

        @Override
        public Ref then(Operator operator, Ref... more) {
            return add(operator, withThis(more));
        }

        @Override
        public List<Ref> thenAll(Operator operator, int outputCount, Ref... more) {
            return addAll(operator, outputCount, withThis(more));
        }

        private Ref[] withThis(Ref[] more) {
            Ref[] all = new Ref[more.length + 1];
            all[0] = this;
            System.arraycopy(more, 0, all, 1, more.length);
            return all;
        }

        @Override
        public String toString() {
            return valueName + ": " + type();
        }
    }
}
