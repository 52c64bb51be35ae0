package dev.sardonyx.api.op.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows and their reductions, by hand. */
final class PoolingTest {
    private static final List<Long> NONE = List.of();
    private static final Tensor LINE = One.floats(Shape.of(1, 1, 5), 3, 1, 4, 1, 5);

    @Test
    void maximaAndWhereTheyLie() {
        List<Tensor> y = One.runAll(new MaxPool(List.of(2L), List.of(2L), List.of(1L, 0L)), 2, LINE);
        assertThat(y.getFirst().toDoubles()).containsExactly(3, 4, 5);
        assertThat(y.getLast().toLongs()).containsExactly(0, 2, 4);
    }

    @Test
    void indicesCountTheWholeInputAndMayCountColumnsFirst() {
        Tensor x = One.counting(1, 2, 2, 3);
        MaxPool rows = new MaxPool(List.of(2L, 2L), NONE, NONE);
        assertThat(One.runAll(rows, 2, x).getLast().toLongs()).containsExactly(4, 5, 10, 11);
        MaxPool columns = new MaxPool(AutoPad.NOTSET, false, NONE, List.of(2L, 2L), NONE, 1, NONE);
        assertThat(One.runAll(columns, 2, x).getLast().toLongs()).containsExactly(3, 5, 9, 11);
    }

    @Test
    void nanWinsAndIntegersStay() {
        Tensor x = One.floats(Shape.of(1, 1, 2), Double.NaN, 7);
        assertThat(One.run(new MaxPool(List.of(2L), NONE, NONE), x).doubleAt(0)).isNaN();
        Tensor bytes = Tensor.ofLongs(ElementType.INT8, Shape.of(1, 1, 2), -5, -9);
        assertThat(One.run(new MaxPool(List.of(2L), NONE, NONE), bytes).toLongs())
                .containsExactly(-5);
    }

    @Test
    void ceilModeKeepsAWindowThatBeginsInsideOnly() {
        MaxPool ceil = new MaxPool(AutoPad.NOTSET, true, NONE, List.of(2L), NONE, 0, List.of(2L));
        assertThat(One.run(ceil, LINE).toDoubles()).containsExactly(3, 4, 5);
        MaxPool padded = new MaxPool(AutoPad.NOTSET, true, NONE, List.of(1L), List.of(0L, 1L), 0, List.of(3L));
        assertThat(One.run(padded, LINE).toDoubles()).containsExactly(3, 1);
    }

    @Test
    void averagesCountPaddingOnRequestButNeverWhatIsBeyond() {
        AveragePool without = new AveragePool(List.of(2L), List.of(2L), List.of(1L, 0L));
        assertThat(One.run(without, LINE).toDoubles()).containsExactly(3, 2.5, 3);
        AveragePool with = new AveragePool(AutoPad.NOTSET, true, true, NONE, List.of(3L), List.of(1L, 1L), List.of(3L));
        Tensor y = One.run(with, One.floats(Shape.of(1, 1, 6), 3, 6, 9, 9, 9, 8));
        assertThat(y.toDoubles()).containsExactly(3, 9, 4); // the last: 8 and one zero, the third tap is beyond
    }

    @Test
    void normsOfWindows() {
        Tensor x = One.floats(Shape.of(1, 1, 3), 3, -4, 12);
        assertThat(One.run(new LpPool(List.of(2L), NONE, NONE), x).toDoubles()[0])
                .isEqualTo(5);
        assertThat(One.run(new GlobalLpPool(), x).toDoubles()).containsExactly(13);
        assertThat(One.run(new GlobalLpPool(1), x).toDoubles()).containsExactly(19);
    }

    @Test
    void globalPoolsOverNothing() {
        Tensor nothing = One.counting(1, 1, 0);
        assertThat(One.run(new GlobalAveragePool(), nothing).doubleAt(0)).isNaN();
        assertThat(One.run(new GlobalMaxPool(), nothing).doubleAt(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(One.run(new GlobalLpPool(), nothing).doubleAt(0)).isZero();
        assertThat(One.run(new GlobalAveragePool(), One.counting(0, 3, 2)).shape())
                .isEqualTo(Shape.of(0, 3, 1));
    }

    @Test
    void unpoolingPutsMaximaBack() {
        Tensor x = One.floats(Shape.of(1, 1, 2), 4, 5);
        Tensor places = Tensor.ofLongs(ElementType.INT64, Shape.of(1, 1, 2), 1, 2);
        MaxUnpool unpool = new MaxUnpool(List.of(2L), NONE, List.of(2L));
        assertThat(One.run(unpool, x, places).toDoubles()).containsExactly(0, 4, 5, 0);
        assertThat(One.run(unpool, x, places, Tensor.ofInt64(1, 1, 5)).toDoubles())
                .containsExactly(0, 4, 5, 0, 0);
        Tensor wrong = Tensor.ofLongs(ElementType.INT64, Shape.of(1, 1, 2), 1, 4);
        assertThatThrownBy(() -> One.run(unpool, x, wrong))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("index 4")
                .hasMessageContaining("0 to 3");
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> One.run(new MaxPool(List.of(6L), NONE, NONE), LINE))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> One.run(new MaxPool(List.of(1L, 1L), NONE, NONE), LINE))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("kernel_shape");
        assertThatThrownBy(() -> new MaxPool(NONE, NONE, NONE)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new AveragePool(List.of(2L), NONE, List.of(-1L, 0L)))
                .isInstanceOf(ModelInvalidException.class)
                .hasMessageContaining("pads");
    }
}
