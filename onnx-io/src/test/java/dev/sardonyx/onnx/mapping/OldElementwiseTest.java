package dev.sardonyx.onnx.mapping;

import static dev.sardonyx.api.tensor.ElementType.FLOAT;
import static dev.sardonyx.api.tensor.ElementType.INT64;
import static dev.sardonyx.api.tensor.ElementType.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.PRelu;
import dev.sardonyx.api.op.elementwise.Pow;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.onnx.WriteOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writes operators at operator sets that said them differently, and reads them back. */
final class OldElementwiseTest {
    private static Tensor counting(ElementType type, long... dims) {
        Tensor tensor = Tensor.allocate(type, Shape.of(dims));
        for (long i = 0; i < tensor.elements(); i++) {
            tensor.setLong(i, i - 3);
        }
        return tensor;
    }

    private static Graph graph(Operator operator, Tensor x, Tensor... constants) {
        GraphBuilder b = GraphBuilder.named("g");
        Ref[] inputs = new Ref[constants.length + 1];
        inputs[0] = b.input("x", TensorType.of(x.elementType(), x.shape()));
        for (int i = 0; i < constants.length; i++) {
            inputs[i + 1] = b.constant(constants[i]);
        }
        b.output("y", b.add(operator, inputs));
        return b.build();
    }

    private static double[] run(Graph graph, Tensor x) {
        return ((Tensor) new Interpreter(Limits.DEFAULT)
                        .run(graph, Map.of("x", x))
                        .getFirst())
                .toDoubles();
    }

    private static byte[] write(Graph graph, long opset) {
        return OnnxWriter.toBytes(OnnxModel.of(graph), WriteOptions.DEFAULT.withOpset(opset));
    }

    private static void check(long opset, Operator operator, Tensor x, Tensor... constants) {
        Graph graph = graph(operator, x, constants);
        Graph back = OnnxReader.read(write(graph, opset)).graph();
        assertThat(run(back, x)).as("%s at %s", operator, opset).containsExactly(run(graph, x));
    }

    @Test
    void broadcastingByAttributes() {
        Tensor x = counting(FLOAT, 2, 3, 4);
        for (long opset : new long[] {1, 6, 7}) {
            check(opset, new Sub(), x, counting(FLOAT, 4));
            check(opset, new Sub(), x, counting(FLOAT, 3, 1));
            check(opset, new Sub(), x, counting(FLOAT, 1, 3, 4));
            check(opset, new Sub(), x, counting(FLOAT));
            check(opset, new Sub(), x, counting(FLOAT, 1, 1));
            check(opset, new Sub(), x, x);
        }
        check(6, new Add(), counting(FLOAT, 3, 1), x);
        check(6, new Equal(), counting(INT64, 2, 3), counting(INT64, 3));
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        Graph both = graph(new Sub(), counting(FLOAT, 2, 1), counting(FLOAT, 1, 3));
        assertThatThrownBy(() -> write(both, 6)).isInstanceOf(UnsupportedModelException.class);
        Graph narrow = graph(new Add(), counting(INT8, 2), counting(INT8, 2));
        assertThatThrownBy(() -> write(narrow, 13))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("14");
    }

    @Test
    void attributesThatBecameInputs() {
        Tensor x = counting(FLOAT, 6);
        check(6, new Clip(), x, Tensor.scalar(FLOAT, -1), Tensor.scalar(FLOAT, 1));
        check(1, new Clip(), x, Tensor.scalar(FLOAT, -1));
        check(1, new Cast(INT64), x);
    }

    @Test
    void slopesOfChannels() {
        Tensor x = counting(FLOAT, 1, 2, 3);
        check(6, new PRelu(), x, counting(FLOAT, 2, 1));
        check(6, new PRelu(), x, counting(FLOAT));
        check(7, new PRelu(), x, counting(FLOAT, 2, 1));
    }

    @Test
    void exponentsOfAnotherType() {
        check(7, new Pow(), counting(FLOAT, 4), counting(INT64, 4));
    }
}
