package dev.sardonyx.api.op.image;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.ElementType;
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
    static Tensor run(Operator operator, @Nullable Tensor... inputs) {
        return runAll(operator, 1, inputs).getFirst();
    }

    /** The first {@code count} outputs. */
    static List<Tensor> runAll(Operator operator, int count, @Nullable Tensor... inputs) {
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
        Node node = Node.of("n", operator, names, outputs);
        return new Interpreter(Limits.DEFAULT)
                .evaluate(node, values).stream().map(Tensor.class::cast).toList();
    }

    /** Floats 0, 1, 2, … of this shape. */
    static Tensor counting(long... dims) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT, Shape.of(dims));
        for (long i = 0; i < tensor.elements(); i++) {
            tensor.setDouble(i, (double) i);
        }
        return tensor;
    }

    static Tensor floats(Shape shape, double... values) {
        return Tensor.ofDoubles(ElementType.FLOAT, shape, values);
    }
}
