package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Inputs that a model accepts, the same for the same seed: reals from -1 to 1, integers inside the table that they
 * index (see {@link IndexedTables}), masks of ones.
 */
final class SeededInputs {
    private static final long SEQUENCE = 8;
    private static final long SIDE = 64;

    private final Graph graph;
    private final Map<String, Shape> given;
    private final Map<String, Long> symbols = new HashMap<>();
    private final IndexedTables tables;
    private final long seed;

    private SeededInputs(Graph graph, Typing typing, Map<String, Shape> given, long seed) {
        this.graph = graph;
        this.given = given;
        this.tables = IndexedTables.of(graph, typing);
        this.seed = seed;
    }

    /**
     * Values for all inputs of {@code graph}.
     *
     * @param given shapes for inputs whose shape is not fixed; symbols not given are 1 as the first dimension, 64 as a
     *     side of a picture, else 8
     */
    static Map<String, Value> of(Graph graph, Typing typing, Map<String, Shape> given, long seed) {
        return new SeededInputs(graph, typing, given, seed).make();
    }

    private Map<String, Value> make() {
        for (String name : given.keySet()) {
            if (!graph.inputNames().contains(name)) {
                throw new InputException(
                        "the model has no input '" + Escape.text(name) + "'; it has " + graph.inputNames());
            }
        }
        graph.inputs().forEach(this::bindGiven);
        Map<String, Value> values = new LinkedHashMap<>();
        for (ValueInfo input : graph.inputs()) {
            if (!(input.type() instanceof TensorType type)) {
                throw new InputException("input '" + Escape.text(input.name()) + "' is a " + input.type()
                        + "; only tensors can be made from a seed");
            }
            values.put(input.name(), tensor(input.name(), type.elementType(), shape(input.name(), type)));
        }
        return values;
    }

    /** Takes the sizes of symbols from a shape that was given. */
    private void bindGiven(ValueInfo input) {
        Shape shape = given.get(input.name());
        if (shape == null || !(input.type() instanceof TensorType type) || type.shape() == null) {
            return;
        }
        List<Dim> dims = type.shape().dims();
        boolean fits = dims.size() == shape.rank();
        for (int axis = 0; fits && axis < dims.size(); axis++) {
            long size = shape.dim(axis);
            fits = switch (dims.get(axis)) {
                case Dim.Fixed(long fixed) -> fixed == size;
                case Dim.Symbol(String name) -> {
                    Long before = symbols.putIfAbsent(name, size);
                    yield before == null || before == size;
                }
                default -> true;
            };
        }
        if (!fits) {
            throw new InputException(
                    "input '" + Escape.text(input.name()) + "' is " + type + ", shape " + shape + " does not fit");
        }
    }

    private Shape shape(String name, TensorType type) {
        Shape asked = given.get(name);
        if (asked != null) {
            return asked;
        }
        if (type.shape() == null) {
            throw new InputException("the shape of input '" + Escape.text(name)
                    + "' is not known; give it with --shape " + Escape.text(name) + "=1x3x224x224");
        }
        List<Dim> dims = type.shape().dims();
        long[] sizes = new long[dims.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            long byDefault =
                    axis == 0 ? 1 : sizes.length == 4 && type.elementType().isFloating() ? SIDE : SEQUENCE;
            sizes[axis] = switch (dims.get(axis)) {
                case Dim.Fixed(long size) -> size;
                case Dim.Symbol(String symbol) -> symbols.computeIfAbsent(symbol, s -> byDefault);
                default -> byDefault;
            };
        }
        return Shape.of(sizes);
    }

    private Tensor tensor(String name, ElementType type, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
        Tensor tensor = Tensor.allocate(type, shape);
        Long table = tables.size(name);
        boolean isMask = name.toLowerCase(Locale.ROOT).contains("mask");
        long bound = table != null ? Math.max(1, table) : 2;
        for (long i = 0; i < tensor.elements(); i++) {
            switch (type.kind()) {
                case STRING -> tensor.setString(i, "word" + random.nextInt(1000));
                case FLOATING -> tensor.setDouble(i, isMask ? 1 : random.nextDouble(-1, 1));
                case BOOL -> tensor.setLong(i, isMask || random.nextBoolean() ? 1 : 0);
                case SIGNED, UNSIGNED ->
                    tensor.setLong(i, table == null && (isMask || tables.isHost(name)) ? 1 : random.nextLong(bound));
                case COMPLEX -> throw new InputException("complex inputs cannot be made from a seed");
            }
        }
        return tensor;
    }

    /** The shape in a text such as 1x3x224x224. */
    static Shape parseShape(String text) {
        List<Long> dims = new ArrayList<>();
        for (String dim : text.split("x", -1)) {
            if (!dim.matches("[0-9]{1,12}")) {
                throw new InputException("expected a shape such as 1x3x224x224, found '" + Escape.text(text) + "'");
            }
            dims.add(Long.parseLong(dim));
        }
        return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    /** Sizes for messages: the shape of every input. */
    static String describe(Map<String, ? extends Value> inputs) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, ? extends Value> input : inputs.entrySet()) {
            String separator = text.isEmpty() ? "" : ", ";
            text.append(separator)
                    .append(Escape.text(input.getKey()))
                    .append(' ')
                    .append(input.getValue().type());
        }
        return text.toString();
    }
}
