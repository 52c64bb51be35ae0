package dev.sardonyx.api.op.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.movement.Expand;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionTest {
    private static final Tensor MATRIX = One.counting(2, 3);

    @Test
    void reducesTheNamedAxes() {
        assertThat(One.run(new ReduceSum(), MATRIX, Tensor.ofInt64(-1)).toFloats())
                .containsExactly(3, 12);
        Tensor y = One.run(new ReduceMean(false, false), One.counting(2, 2, 2), Tensor.ofInt64(0, 2));
        assertThat(y.shape()).isEqualTo(Shape.of(2));
        assertThat(y.toFloats()).containsExactly(2.5f, 4.5f);
        assertThat(One.run(new ReduceMax(false, false), MATRIX).toFloats()).containsExactly(5);
        assertThat(One.run(new ReduceMin(), MATRIX, Tensor.ofInt64()).shape()).isEqualTo(Shape.of(1, 1));
        assertThat(One.run(new ReduceProd(false, true), MATRIX).toFloats()).isEqualTo(MATRIX.toFloats());
        assertThat(One.run(new ReduceSum(), Tensor.scalar(4)).toLongs()).containsExactly(4);
        assertThatThrownBy(() -> One.run(new ReduceSum(), MATRIX, Tensor.ofInt64(2)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void nothingGivesTheNeutralElement() {
        Tensor none = One.counting(2, 0);
        Tensor axis = Tensor.ofInt64(1);
        assertThat(One.run(new ReduceSum(), none, axis).toFloats()).containsExactly(0, 0);
        assertThat(One.run(new ReduceProd(), none, axis).toFloats()).containsExactly(1, 1);
        assertThat(One.run(new ReduceMean(), none, axis).toFloats()).containsExactly(Float.NaN, Float.NaN);
        assertThat(One.run(new ReduceMax(), none, axis).toFloats())
                .containsExactly(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
        Tensor ints = Tensor.allocate(ElementType.INT8, Shape.of(0));
        assertThat(One.run(new ReduceMax(), ints).toLongs()).containsExactly(-128);
        assertThat(One.run(new ReduceMin(), ints).toLongs()).containsExactly(127);
        Tensor large = Tensor.allocate(ElementType.UINT64, Shape.of(0));
        assertThat(One.run(new ReduceMin(), large).toLongs()).containsExactly(-1);
        assertThat(One.run(new ReduceSum(), none, Tensor.ofInt64(0)).shape()).isEqualTo(Shape.of(1, 0));
        assertThatThrownBy(() -> One.run(new ReduceMean(), ints)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void integersWrapAndNanWins() {
        Tensor x = Tensor.ofLongs(ElementType.INT8, Shape.of(3), 100, 100, 100);
        assertThat(One.run(new ReduceSum(), x).toLongs()).containsExactly(44);
        assertThat(One.run(new ReduceMax(), One.floats(1, Double.NaN, 3)).toFloats())
                .containsExactly(Float.NaN);
        Tensor flags = Tensor.ofBooleans(Shape.of(2), true, false);
        assertThat(One.run(new ReduceMax(), flags).booleanAt(0)).isTrue();
        assertThat(One.run(new ReduceMin(), flags).booleanAt(0)).isFalse();
        Tensor unsigned = Tensor.ofLongs(ElementType.UINT64, Shape.of(2), -1, 1);
        assertThat(One.run(new ReduceMax(), unsigned).toLongs()).containsExactly(-1);
    }

    @Test
    void findsPlaces() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 3), 2, 2, 1, 0, 0, 3);
        assertThat(One.run(new ArgMax(1), x).toLongs()).containsExactly(0, 2);
        assertThat(One.run(new ArgMax(1, false, true), x).toLongs()).containsExactly(1, 2);
        assertThat(One.run(new ArgMin(0, false, false), x).toLongs()).containsExactly(1, 1, 0);
        assertThat(One.run(new ArgMin(0), One.floats(1, Double.NaN, 0)).toLongs())
                .containsExactly(1);
        assertThat(One.run(new ArgMax(1), One.counting(0, 3)).shape()).isEqualTo(Shape.of(0, 1));
        assertThatThrownBy(() -> One.run(new ArgMax(0), One.counting(0, 3))).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new ArgMax(2), x)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void findsTheTop() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 4), 1, 3, 3, 2, Float.NaN, 0, -1, 5);
        List<Tensor> top = One.runAll(new TopK(), 2, x, Tensor.ofInt64(2));
        assertThat(top.get(0).toFloats()).containsExactly(3, 3, Float.NaN, 5);
        assertThat(top.get(1).toLongs()).containsExactly(1, 2, 0, 3);
        List<Tensor> bottom = One.runAll(new TopK(-1, false, true), 2, x, Tensor.ofInt64(4));
        assertThat(bottom.get(1).toLongs()).containsExactly(0, 3, 1, 2, 2, 1, 3, 0);
        assertThat(One.runAll(new TopK(0, true, true), 2, x, Tensor.ofInt64(1))
                        .get(0)
                        .toFloats())
                .containsExactly(Float.NaN, 3, 3, 5);
        assertThat(One.runAll(new TopK(), 2, x, Tensor.ofInt64(0)).get(0).shape())
                .isEqualTo(Shape.of(2, 0));
        for (long bad : new long[] {5, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> One.runAll(new TopK(), 2, x, Tensor.ofInt64(bad)))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void accumulates() {
        Tensor axis = Tensor.scalar(-1);
        assertThat(One.run(new CumSum(), MATRIX, axis).toFloats()).containsExactly(0, 1, 3, 3, 7, 12);
        assertThat(One.run(new CumSum(true, false), MATRIX, axis).toFloats()).containsExactly(0, 0, 1, 0, 3, 7);
        assertThat(One.run(new CumSum(false, true), MATRIX, axis).toFloats()).containsExactly(3, 3, 2, 12, 9, 5);
        assertThat(One.run(new CumSum(true, true), MATRIX, Tensor.scalar(0)).toFloats())
                .containsExactly(3, 4, 5, 0, 0, 0);
        assertThat(One.run(new CumProd(true, false), One.floats(2, 3, 4), axis).toFloats())
                .containsExactly(1, 2, 6);
        assertThat(One.run(new CumSum(), One.counting(2, 0), axis).elements()).isZero();
    }

    @Test
    void composedReductions() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 2), 3, -4, 0, 1);
        Tensor axis = Tensor.ofInt64(1);
        assertThat(One.run(new ReduceL1(), x, axis).toFloats()).containsExactly(7, 1);
        assertThat(One.run(new ReduceL2(false, false), x, axis).toFloats()).containsExactly(5, 1);
        assertThat(One.run(new ReduceSumSquare(), x).toFloats()).containsExactly(26);
        assertThat(One.run(new ReduceSumSquare(true, true), x).toFloats()).containsExactly(9, 16, 0, 1);
        assertThat(One.run(new ReduceLogSum(), One.floats(3, -2)).toFloats()).containsExactly(0);
        Tensor ints = Tensor.ofLongs(ElementType.INT32, Shape.of(2), 3, 4);
        assertThat(One.run(new ReduceL2(), ints).toLongs()).containsExactly(5);
        Tensor half = Tensor.ofDoubles(ElementType.FLOAT16, Shape.of(2), 300, 400);
        assertThat(One.run(new ReduceL2(), half).toDoubles()).containsExactly(500);
    }

    @Test
    void logarithmsOfSumsDoNotOverflow() {
        assertThat(One.run(new ReduceLogSumExp(), One.floats(1000, 1000)).doubleAt(0))
                .isCloseTo(1000 + Math.log(2), within(1e-4));
        float low = Float.NEGATIVE_INFINITY;
        float high = Float.POSITIVE_INFINITY;
        assertThat(One.run(new ReduceLogSumExp(), One.floats(low, low)).toFloats())
                .containsExactly(low);
        assertThat(One.run(new ReduceLogSumExp(), One.floats(high, low)).toFloats())
                .containsExactly(high);
        assertThat(One.run(new ReduceLogSumExp(), One.floats(Double.NaN, 1)).toFloats())
                .containsExactly(Float.NaN);
        assertThat(One.run(new ReduceLogSumExp(false, false), One.counting(0)).toFloats())
                .containsExactly(low);
        Tensor rows = One.run(new ReduceLogSumExp(false, false), One.counting(2, 1), Tensor.ofInt64(1));
        assertThat(rows.shape()).isEqualTo(Shape.of(2));
    }

    @Test
    void theProductOfAShapeIsASize() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref size = g.input("x", ElementType.FLOAT, "N", 3, 4)
                .then(new dev.sardonyx.api.op.movement.Shape())
                .then(new ReduceProd());
        assertThat(g.constant(One.counting(1)).then(new Expand(), size).type()).hasToString("float[(N * 12)]");
    }
}
