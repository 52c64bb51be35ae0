package dev.sardonyx.cpu.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.compare.Comparison;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs one operator on the CPU and by its definition, and compares the results. */
final class OneNode {
    /** For sums of a few hundred terms of size 1. */
    static final Tolerance SUM = new Tolerance(1e-5, 2e-5);

    /** A few units in the last place. */
    static final Tolerance ROUNDED = new Tolerance(6e-7, 1e-12);

    private final Operator operator;
    private final List<@Nullable Tensor> operands = new ArrayList<>();
    private final List<Boolean> constants = new ArrayList<>();
    private int outputs = 1;

    private OneNode(Operator operator) {
        this.operator = operator;
    }

    static OneNode of(Operator operator) {
        return new OneNode(operator);
    }

    /** An operand that is an input of the graph. */
    OneNode with(Tensor... values) {
        for (Tensor value : values) {
            operands.add(value);
            constants.add(false);
        }
        return this;
    }

    /** An operand that is a constant of the graph. */
    OneNode withConstant(Tensor... values) {
        for (Tensor value : values) {
            operands.add(value);
            constants.add(true);
        }
        return this;
    }

    /** An operand that is omitted. */
    OneNode without() {
        operands.add(null);
        constants.add(true);
        return this;
    }

    OneNode outputs(int count) {
        outputs = count;
        return this;
    }

    /** Compares, with NaN only where the definition has it. */
    void check(Tolerance tolerance) {
        GraphBuilder builder = GraphBuilder.named("one node");
        @Nullable Ref[] refs = new Ref[operands.size()];
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (int i = 0; i < refs.length; i++) {
            Tensor value = operands.get(i);
            if (value == null) {
                continue;
            }
            String name = "x" + i;
            if (constants.get(i)) {
                refs[i] = builder.constant(name, value);
            } else {
                Object[] dims =
                        java.util.Arrays.stream(value.shape().dims()).boxed().toArray();
                refs[i] = builder.input(name, value.elementType(), dims);
                inputs.put(name, value);
            }
        }
        List<Ref> results = builder.addAll(operator, outputs, refs);
        for (int k = 0; k < results.size(); k++) {
            builder.output("y" + k, results.get(k));
        }
        compare(builder.build(), inputs, tolerance, operator + " of " + operands);
    }

    /** Compares a graph on the CPU with its definition. */
    static void compare(Graph graph, Map<String, Tensor> inputs, Tolerance tolerance, String what) {
        List<Value> expected = new Interpreter(Limits.DEFAULT).run(graph, inputs);
        try (Session session = Session.open(graph, SessionOptions.on("cpu").withThreads(2))) {
            // Twice, since the second run finds the workspace of the first.
            for (int run = 0; run < 2; run++) {
                List<Value> actual = List.copyOf(session.run(inputs).values());
                for (int k = 0; k < expected.size(); k++) {
                    Comparison comparison = Comparison.of(actual.get(k), expected.get(k), tolerance);
                    assertThat(comparison.reason())
                            .as("output %s of %s", k, what)
                            .isNull();
                }
            }
        }
    }

    /** Numbers between -2 and 2. */
    static Tensor random(long... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[Math.toIntExact(shape.elements())];
        Random random = new Random(values.length + 17L);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 4 - 2;
        }
        return Tensor.ofFloats(shape, values);
    }

    /** Numbers between -2 and 2, with NaN, infinities and zeros among them. */
    static Tensor special(long... dims) {
        Tensor tensor = random(dims);
        float[] values = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 1e-40f, 3e38f};
        for (int i = 0; i < tensor.elements(); i += 3) {
            tensor.setDouble(i, values[i / 3 % values.length]);
        }
        return tensor;
    }

    /** Integers from -50 to 50, or from 0 to 50 for unsigned types, or bools. */
    static Tensor integers(ElementType type, long... dims) {
        Tensor tensor = Tensor.allocate(type, Shape.of(dims));
        Random random = new Random(tensor.elements());
        for (int i = 0; i < tensor.elements(); i++) {
            long value = random.nextInt(101) - 50L;
            tensor.setLong(
                    i,
                    type == ElementType.BOOL
                            ? value & 1
                            : type.kind() == ElementType.Kind.SIGNED ? value : Math.abs(value));
        }
        return tensor;
    }
}
