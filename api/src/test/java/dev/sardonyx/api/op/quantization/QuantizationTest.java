package dev.sardonyx.api.op.quantization;

import static dev.sardonyx.api.tensor.ElementType.FLOAT;
import static dev.sardonyx.api.tensor.ElementType.FLOAT16;
import static dev.sardonyx.api.tensor.ElementType.FLOAT8E4M3FN;
import static dev.sardonyx.api.tensor.ElementType.INT32;
import static dev.sardonyx.api.tensor.ElementType.INT4;
import static dev.sardonyx.api.tensor.ElementType.INT8;
import static dev.sardonyx.api.tensor.ElementType.UINT16;
import static dev.sardonyx.api.tensor.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuantizationTest {
    private static Tensor floats(double... x) {
        return Tensor.ofDoubles(FLOAT, Shape.of(x.length), x);
    }

    private static Tensor longs(ElementType type, long... x) {
        return Tensor.ofLongs(type, Shape.of(x.length), x);
    }

    @Test
    void perTensorRoundsHalfToEvenAndSaturates() {
        Tensor x = floats(0, 1, 3, 5, -1000, 1e30, Double.NaN);
        Tensor y = One.run(new QuantizeLinear(), x, Tensor.scalar(FLOAT, 2), Tensor.scalar(UINT8, 128));
        assertThat(y.elementType()).isEqualTo(UINT8);
        assertThat(y.toLongs()).containsExactly(128, 128, 130, 130, 0, 255, 128);
        assertThat(One.run(new QuantizeLinear(), x, Tensor.scalar(FLOAT, 1)).toLongs())
                .containsExactly(0, 1, 3, 5, 0, 255, 0);
    }

    @Test
    void typesOfTheResult() {
        Tensor x = floats(100_000, -9);
        Tensor scale = Tensor.scalar(FLOAT, 1);
        assertThat(One.run(new QuantizeLinear(1, 0, UINT16, null, true), x, scale)
                        .toLongs())
                .containsExactly(65535, 0);
        assertThat(One.run(new QuantizeLinear(1, 0, INT4, null, true), x, scale).toLongs())
                .containsExactly(7, -8);
        assertThat(One.run(new QuantizeLinear(1, 0, FLOAT8E4M3FN, null, true), x, scale)
                        .toDoubles())
                .containsExactly(448, -9);
        assertThat(One.run(new QuantizeLinear(1, 0, FLOAT8E4M3FN, null, false), x, scale)
                        .doubleAt(0))
                .isNaN();
        assertThatThrownBy(() -> One.run(new QuantizeLinear(1, 0, INT8, null, true), x, scale, Tensor.scalar(UINT8, 0)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new QuantizeLinear(1, 0, FLOAT, null, true)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new QuantizeLinear(1, -1, null, null, true)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void perAxisAndBlocks() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 3), 2, 4, 6, 8, 10, 12);
        Tensor perRow = One.run(new QuantizeLinear(-2, 0, null, null, true), x, floats(1, 2), longs(INT8, 0, 1));
        assertThat(perRow.toLongs()).containsExactly(2, 4, 6, 5, 6, 7);
        Tensor scales = Tensor.ofFloats(Shape.of(2, 2), 1, 2, 4, 1);
        Tensor blocks = One.run(new QuantizeLinear(1, 2, null, null, true), x, scales);
        assertThat(blocks.toLongs()).containsExactly(2, 4, 3, 2, 2, 12);
        Tensor back = One.run(new DequantizeLinear(1, 2, null), blocks, scales);
        assertThat(back.toDoubles()).containsExactly(2, 4, 6, 8, 8, 12);
        assertThatThrownBy(() -> One.run(new QuantizeLinear(), x, floats(1, 2))).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new QuantizeLinear(1, 1, null, null, true), x, scales))
                .isInstanceOf(ExecutionException.class);
    }

    /** The number of blocks is then found at run time. */
    @Test
    void blocksOfASymbolicDimension() {
        GraphBuilder b = GraphBuilder.named("g");
        Ref x = b.input("x", new TensorType(UINT8, SymbolicShape.of(Dim.symbol("N"))));
        Ref scale = b.input("scale", new TensorType(FLOAT, SymbolicShape.of(Dim.symbol("M"))));
        b.output("y", b.add(new DequantizeLinear(0, 2, null), x, scale));
        Map<String, Tensor> inputs = Map.of("x", longs(UINT8, 1, 2, 3), "scale", floats(10, 100));
        Tensor y =
                (Tensor) new Interpreter(Limits.DEFAULT).run(b.build(), inputs).getFirst();
        assertThat(y.toDoubles()).containsExactly(10, 20, 300);
    }

    @Test
    void dequantize() {
        Tensor x = longs(UINT8, 0, 128, 255);
        assertThat(One.run(new DequantizeLinear(), x, Tensor.scalar(FLOAT, 0.5), Tensor.scalar(UINT8, 128))
                        .toDoubles())
                .containsExactly(-64, 0, 63.5);
        Tensor half = One.run(new DequantizeLinear(), longs(INT32, -7), Tensor.scalar(FLOAT16, 0.5));
        assertThat(half.elementType()).isEqualTo(FLOAT16);
        assertThat(half.doubleAt(0)).isEqualTo(-3.5);
        assertThat(One.run(new DequantizeLinear(1, 0, FLOAT), x, Tensor.scalar(FLOAT16, 1))
                        .elementType())
                .isEqualTo(FLOAT);
        assertThat(One.run(new DequantizeLinear(), Tensor.allocate(INT8, Shape.of(0, 4)), floats(1, 1, 1, 1))
                        .shape())
                .isEqualTo(Shape.of(0, 4));
    }

    @Test
    void aScaleThatIsNoPositiveNumberIsRefusedBeforeTheRun() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            GraphBuilder b = GraphBuilder.named("g");
            Ref x = b.input("x", TensorType.of(FLOAT, 2));
            Ref scale = b.constant(Tensor.scalar(FLOAT, bad));
            assertThatThrownBy(() -> b.add(new QuantizeLinear(), x, scale)).isInstanceOf(ModelInvalidException.class);
        }
    }

    @Test
    void dynamicRange() {
        List<Tensor> y = One.runAll(new DynamicQuantizeLinear(), 3, floats(0, 2, -3, -2.5, 1.34, 0.5));
        assertThat(y.get(0).toLongs()).containsExactly(153, 255, 0, 26, 221, 179);
        assertThat(y.get(1).doubleAt(0)).isEqualTo(5 / 255f);
        assertThat(y.get(2).toLongs()).containsExactly(153);
        assertThat(One.runAll(new DynamicQuantizeLinear(), 3, floats(0, 0))
                        .get(0)
                        .toLongs())
                .containsExactly(0, 0);
    }
}
