package dev.sardonyx.api.op.elementwise;

import static dev.sardonyx.api.tensor.ElementType.BOOL;
import static dev.sardonyx.api.tensor.ElementType.FLOAT;
import static dev.sardonyx.api.tensor.ElementType.INT32;
import static dev.sardonyx.api.tensor.ElementType.INT64;
import static dev.sardonyx.api.tensor.ElementType.INT8;
import static dev.sardonyx.api.tensor.ElementType.UINT64;
import static dev.sardonyx.api.tensor.ElementType.UINT8;
import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import org.junit.jupiter.api.Test;

final class BinaryTest {
    private static Tensor floats(double... x) {
        return Tensor.ofDoubles(FLOAT, Shape.of(x.length), x);
    }

    private static Tensor longs(ElementType type, long... x) {
        return Tensor.ofLongs(type, Shape.of(x.length), x);
    }

    private static double[] real(Operator operator, Tensor... inputs) {
        return One.run(operator, inputs).toDoubles();
    }

    private static long[] whole(Operator operator, Tensor... inputs) {
        return One.run(operator, inputs).toLongs();
    }

    @Test
    void arithmetic() {
        assertThat(real(new Sub(), floats(1, 2), floats(0.5))).containsExactly(0.5, 1.5);
        assertThat(real(new Mul(), floats(3, NaN), floats(2, 0))).containsExactly(6, NaN);
        assertThat(real(new Div(), floats(1, -1), floats(0, 4))).containsExactly(Double.POSITIVE_INFINITY, -0.25);
        assertThat(real(new Min(), floats(1, NaN), floats(2, 0), floats(0))).containsExactly(0, NaN);
    }

    @Test
    void integersWrapAndDivideTowardZero() {
        assertThat(whole(new Sub(), longs(UINT8, 1), longs(UINT8, 2))).containsExactly(255);
        assertThat(whole(new Mul(), longs(INT8, 100), longs(INT8, 3))).containsExactly(44);
        assertThat(whole(new Div(), longs(INT32, -7, Integer.MIN_VALUE), longs(INT32, 2, -1)))
                .containsExactly(-3, Integer.MIN_VALUE);
        assertThat(whole(new Div(), longs(UINT64, -1), longs(UINT64, 2))).containsExactly(Long.MAX_VALUE);
        assertThat(whole(new Min(), longs(UINT64, -1), longs(UINT64, 2))).containsExactly(2);
        assertThatThrownBy(() -> One.run(new Div(), longs(INT64, 1), longs(INT64, 0)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void remaindersFollowDivisorOrDividend() {
        assertThat(whole(new Mod(), longs(INT64, -7, 7), longs(INT64, 3, -3))).containsExactly(2, -2);
        assertThat(whole(new Mod(true), longs(INT64, -7, 7), longs(INT64, 3, -3)))
                .containsExactly(-1, 1);
        assertThat(real(new Mod(true), floats(-5.5), floats(2))).containsExactly(-1.5);
        assertThatThrownBy(() -> One.run(new Mod(), floats(1), floats(1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("fmod");
    }

    @Test
    void powersOfTwoTypes() {
        assertThat(real(new Pow(), floats(2, 9), floats(3, 0.5))).containsExactly(8, 3);
        assertThat(real(new Pow(), floats(2, -2), longs(INT64, -1, 3))).containsExactly(0.5, -8);
        assertThat(whole(new Pow(), longs(INT32, 3, 7), floats(0.5, 2))).containsExactly(1, 49);
        assertThat(whole(new Pow(), longs(INT64, 3, 2, -1), longs(INT64, 40, 64, -3)))
                .containsExactly(Long.parseUnsignedLong("12157665459056928801"), 0, -1);
        assertThatThrownBy(() -> One.run(new Pow(), longs(INT64, 0), longs(INT64, -1)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void comparisons() {
        Tensor a = floats(1, 2, NaN);
        Tensor b = floats(2);
        assertThat(One.run(new Less(), a, b).elementType()).isEqualTo(BOOL);
        assertThat(whole(new Less(), a, b)).containsExactly(1, 0, 0);
        assertThat(whole(new LessOrEqual(), a, b)).containsExactly(1, 1, 0);
        assertThat(whole(new Greater(), a, b)).containsExactly(0, 0, 0);
        assertThat(whole(new GreaterOrEqual(), a, b)).containsExactly(0, 1, 0);
        assertThat(whole(new Equal(), a, a)).containsExactly(1, 1, 0);
        assertThat(whole(new Greater(), longs(UINT64, -1), longs(UINT64, 1))).containsExactly(1);
        assertThat(whole(new Equal(), Tensor.ofStrings(Shape.of(2), "a", "b"), Tensor.ofStrings(Shape.SCALAR, "b")))
                .containsExactly(0, 1);
    }

    @Test
    void bits() {
        Tensor a = Tensor.ofBooleans(Shape.of(4), false, false, true, true);
        Tensor b = Tensor.ofBooleans(Shape.of(4), false, true, false, true);
        assertThat(whole(new And(), a, b)).containsExactly(0, 0, 0, 1);
        assertThat(whole(new Or(), a, b)).containsExactly(0, 1, 1, 1);
        assertThat(whole(new Xor(), a, b)).containsExactly(0, 1, 1, 0);
        assertThat(whole(new BitwiseAnd(), longs(INT8, -1), longs(INT8, 6))).containsExactly(6);
        assertThat(whole(new BitwiseOr(), longs(UINT8, 9), longs(UINT8, 6))).containsExactly(15);
        assertThat(whole(new BitwiseXor(), longs(UINT8, 12), longs(UINT8, 10))).containsExactly(6);
        assertThat(whole(new BitShift(BitShift.Direction.LEFT), longs(UINT8, 0x81, 1), longs(UINT8, 1, 8)))
                .containsExactly(2, 0);
        assertThat(whole(new BitShift(BitShift.Direction.RIGHT), longs(UINT64, -1, -1), longs(UINT64, 63, 64)))
                .containsExactly(1, 0);
    }

    @Test
    void slopesBroadcastOneWay() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 2), -1, 2, -3, Float.NaN);
        assertThat(real(new PRelu(), x, floats(0.5, 0.25))).containsExactly(-0.5, 2, -1.5, NaN);
        assertThatThrownBy(() -> One.run(new PRelu(), floats(1), x)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void whereKeepsBitsOfAnyType() {
        Tensor condition = Tensor.ofBooleans(Shape.of(2, 1), true, false);
        Tensor chosen = One.run(
                new Where(), condition, Tensor.ofStrings(Shape.of(2), "a", "b"), Tensor.ofStrings(Shape.SCALAR, "c"));
        assertThat(chosen.toStrings()).containsExactly("a", "b", "c", "c");
        assertThat(whole(new Where(), condition, longs(ElementType.INT4, -8), longs(ElementType.INT4, 7)))
                .containsExactly(-8, 7);
        assertThat(One.run(new Where(), Tensor.ofBooleans(Shape.of(0)), floats(1), floats(2))
                        .elements())
                .isZero();
    }

    @Test
    void emptyAndScalar() {
        assertThat(One.run(new Mul(), Tensor.allocate(FLOAT, Shape.of(0, 3)), floats(1, 2, 3))
                        .shape())
                .isEqualTo(Shape.of(0, 3));
        assertThat(One.run(new Sub(), Tensor.scalar(5L), Tensor.scalar(3L)).longAt(0))
                .isEqualTo(2);
        assertThatThrownBy(() -> One.run(new Mul(), floats(1, 2), floats(1, 2, 3)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("broadcast");
    }

    /** Exporters compute the shape that a tensor is to have from the shape it has. */
    @Test
    void shapeArithmeticStaysSymbolic() {
        GraphBuilder b = GraphBuilder.named("g");
        Dim n = Dim.symbol("N");
        Ref x = b.input("x", new TensorType(FLOAT, SymbolicShape.of(n, Dim.of(6))));
        Ref shape = b.add(new dev.sardonyx.api.op.movement.Shape(), x);
        Ref doubled = b.add(new Mul(), shape, b.constant(Tensor.ofInt64(2, 1)));
        Ref halved = b.add(new Div(), doubled, b.constant(Tensor.ofInt64(1, 2)));
        Ref isOpen = b.add(new Equal(), halved, b.constant(Tensor.ofInt64(-1)));
        Ref wanted = b.add(new Where(), isOpen, b.constant(Tensor.ofInt64(1, 1)), halved);
        Ref joined = b.add(new Sub(), wanted, b.constant(Tensor.ofInt64(0, 0)));
        b.output("y", b.add(new Reshape(), x, b.add(new Cast(INT64), joined)));
        Graph graph = b.build();
        TensorType type = (TensorType) Typing.of(graph, Limits.DEFAULT).type("y");
        assertThat(type.shape()).isEqualTo(SymbolicShape.of(n.times(Dim.of(2)), Dim.of(3)));
    }

    /** A difference below zero is no dimension, and no reason to fail. */
    @Test
    void numbersThatAreNoDimensionsAreLeftUnknown() {
        GraphBuilder b = GraphBuilder.named("g");
        Ref x = b.input("x", new TensorType(FLOAT, SymbolicShape.of(Dim.symbol("N"), Dim.of(1))));
        Ref shape = b.add(new dev.sardonyx.api.op.movement.Shape(), x);
        Ref y = b.add(new Sub(), shape, b.constant(Tensor.ofInt64(0, 5)));
        b.output("y", b.add(new Mul(), y, b.constant(Tensor.ofInt64(Long.MAX_VALUE))));
        assertThat(b.build().outputs()).hasSize(1);
    }
}
