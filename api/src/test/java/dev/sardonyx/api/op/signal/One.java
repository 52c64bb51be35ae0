package dev.sardonyx.api.op.signal;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one operator. */
final class One {
    private One() {}

    /** The first output for these inputs; null omits one. */
    static Value run(Operator operator, @Nullable Value... inputs) {
        return runAll(operator, 1, inputs).getFirst();
    }

    /** The first output, a tensor. */
    static Tensor tensor(Operator operator, @Nullable Value... inputs) {
        return (Tensor) run(operator, inputs);
    }

    /** The first {@code count} outputs. */
    static List<Value> runAll(Operator operator, int count, @Nullable Value... inputs) {
        List<String> names = new ArrayList<>();
        List<@Nullable Value> values = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            names.add(inputs[i] == null ? "" : "x" + i);
            values.add(inputs[i]);
        }
        List<String> outputs = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            outputs.add("y" + k);
        }
        return new Interpreter(Limits.DEFAULT).evaluate(Node.of("n", operator, names, outputs), values);
    }

    static Tensor floats(float... values) {
        return Tensor.ofFloats(Shape.of(values.length), values);
    }

    static Tensor strings(String... values) {
        return Tensor.ofStrings(Shape.of(values.length), values);
    }
}
