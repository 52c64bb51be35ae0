package dev.sardonyx.api.op.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.movement.Size;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private static Tensor range(double start, double limit, double delta) {
        return One.run(
                new Range(),
                Tensor.scalar(ElementType.FLOAT, start),
                Tensor.scalar(ElementType.FLOAT, limit),
                Tensor.scalar(ElementType.FLOAT, delta));
    }

    private static Tensor range(long start, long limit, long delta) {
        return One.run(new Range(), Tensor.scalar(start), Tensor.scalar(limit), Tensor.scalar(delta));
    }

    @Test
    void fills() {
        Tensor y = One.run(new ConstantOfShape(Tensor.ofInt64(7)), Tensor.ofInt64(2, 2));
        assertThat(y.toLongs()).containsExactly(7, 7, 7, 7);
        assertThat(One.run(new ConstantOfShape(), Tensor.ofInt64()).shape()).isEqualTo(Shape.SCALAR);
        assertThat(One.run(new ConstantOfShape(), Tensor.ofInt64(0, 3)).elements())
                .isZero();
        assertThatThrownBy(() -> One.run(new ConstantOfShape(), Tensor.ofInt64(-1)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new ConstantOfShape(), Tensor.ofInt64(1L << 40, 1L << 40)))
                .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> new ConstantOfShape(Tensor.ofInt64(1, 2))).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void counts() {
        assertThat(range(3L, 9L, 3L).toLongs()).containsExactly(3, 6);
        assertThat(range(10L, 4L, -2L).toLongs()).containsExactly(10, 8, 6);
        assertThat(range(1.0, 2.0, 0.5).toFloats()).containsExactly(1, 1.5f);
        assertThat(range(1L, 0L, 1L).elements()).isZero();
        assertThat(range(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongs())
                .containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE - 1);
        assertThatThrownBy(() -> range(0L, 1L, 0L)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> range(0.0, 1.0, 0.0)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> range(0.0, Double.NaN, 1.0)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> range(Long.MIN_VALUE, Long.MAX_VALUE, 1L)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> range(0L, Long.MAX_VALUE, 1L)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void countsUpToADimension() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref n = g.input("x", ElementType.FLOAT, "N", 4).then(new Size());
        Ref zero = g.constant(Tensor.scalar(0));
        Ref one = g.constant(Tensor.scalar(1));
        assertThat(g.add(new Range(), zero, n, one).type()).hasToString("int64[(N * 4)]");
    }

    @Test
    void drawsDiagonals() {
        assertThat(One.run(new EyeLike(null, 1), One.counting(2, 3)).toFloats()).containsExactly(0, 1, 0, 0, 0, 1);
        assertThat(One.run(new EyeLike(ElementType.BOOL, -1), One.counting(2, 2))
                        .toLongs())
                .containsExactly(0, 0, 1, 0);
        assertThat(One.run(new EyeLike(null, Long.MAX_VALUE), One.counting(1, 1))
                        .toFloats())
                .containsExactly(0);
        Tensor x = Tensor.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertThat(One.run(new Trilu(), x).toFloats()).containsExactly(1, 2, 3, 0, 5, 6);
        assertThat(One.run(new Trilu(false), x, Tensor.scalar(-1)).toFloats()).containsExactly(0, 0, 0, 4, 0, 0);
        assertThat(One.run(new Trilu(), x, Tensor.scalar(2)).toFloats()).containsExactly(0, 0, 3, 0, 0, 0);
        assertThat(One.run(new Trilu(), x, Tensor.scalar(Long.MIN_VALUE)).toFloats())
                .isEqualTo(x.toFloats());
        assertThat(One.run(new Trilu(false), x, Tensor.scalar(Long.MIN_VALUE)).toFloats())
                .containsOnly(0);
    }

    @Test
    void marksIndices() {
        Tensor values = One.floats(0, 1);
        Tensor depth = Tensor.scalar(3);
        assertThat(One.run(new OneHot(), Tensor.ofInt64(1, -1, 3), depth, values)
                        .toFloats())
                .containsExactly(0, 1, 0, 0, 0, 1, 0, 0, 0);
        assertThat(One.run(new OneHot(0), Tensor.ofInt64(2, 0), depth, values).toFloats())
                .containsExactly(0, 1, 0, 0, 1, 0);
        assertThat(One.run(new OneHot(), Tensor.ofInt64(1), Tensor.scalar(0), values)
                        .elements())
                .isZero();
        assertThatThrownBy(() -> One.run(new OneHot(), Tensor.ofInt64(1), Tensor.scalar(-1), values))
                .isInstanceOf(ExecutionException.class);
    }
}
