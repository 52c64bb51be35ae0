package dev.sardonyx.api.op.contraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolutions against sums done by hand. */
final class ConvolutionTest {
    private static final Tensor IMAGE = One.counting(1, 1, 3, 3); // 0 1 2 / 3 4 5 / 6 7 8

    private static Tensor ones(long... dims) {
        Tensor tensor = One.counting(dims);
        for (long i = 0; i < tensor.elements(); i++) {
            tensor.setDouble(i, 1);
        }
        return tensor;
    }

    @Test
    void sumsEachWindow() {
        Tensor y = One.run(new Conv(), IMAGE, ones(1, 1, 2, 2));
        assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 2, 2));
        assertThat(y.toDoubles()).containsExactly(8, 12, 20, 24);
    }

    @Test
    void padsAndStridesAndAddsTheBias() {
        Conv conv = new Conv(List.of(2L, 2L), List.of(1L, 1L, 0L, 0L));
        Tensor y = One.run(conv, IMAGE, ones(1, 1, 2, 2), One.floats(Shape.of(1), 0.5));
        assertThat(y.toDoubles()).containsExactly(0.5, 3.5, 9.5, 24.5);
    }

    @Test
    void sameUpperPutsTheOddPaddingAtTheEndAndSameLowerAtTheBeginning() {
        Tensor kernel = ones(1, 1, 2, 2);
        Conv upper = new Conv(AutoPad.SAME_UPPER, List.of(), 1, List.of(), List.of(), List.of());
        assertThat(One.run(upper, IMAGE, kernel).toDoubles()).containsExactly(8, 12, 7, 20, 24, 13, 13, 15, 8);
        Conv lower = new Conv(AutoPad.SAME_LOWER, List.of(), 1, List.of(), List.of(), List.of());
        assertThat(One.run(lower, IMAGE, kernel).toDoubles()).containsExactly(0, 1, 3, 3, 8, 12, 9, 20, 24);
    }

    @Test
    void groupsKeepChannelsApart() {
        Conv depthwise = new Conv(AutoPad.NOTSET, List.of(), 2, List.of(), List.of(), List.of());
        Tensor y = One.run(depthwise, One.counting(1, 2, 3), One.floats(Shape.of(2, 1, 1), 2, 10));
        assertThat(y.toDoubles()).containsExactly(0, 2, 4, 30, 40, 50);
    }

    @Test
    void dilationSpreadsTheTaps() {
        Conv conv = new Conv(AutoPad.NOTSET, List.of(2L), 1, List.of(), List.of(), List.of());
        assertThat(One.run(conv, One.counting(1, 1, 4), ones(1, 1, 2)).toDoubles())
                .containsExactly(2, 4);
    }

    @Test
    void worksWithoutBatchAndWithoutChannels() {
        assertThat(One.run(new Conv(), One.counting(0, 1, 3), ones(2, 1, 1)).shape())
                .isEqualTo(Shape.of(0, 2, 3));
        Tensor noChannels = One.run(new Conv(), One.counting(1, 0, 2), ones(1, 0, 1), One.floats(Shape.of(1), 3));
        assertThat(noChannels.toDoubles()).containsExactly(3, 3);
    }

    @Test
    void narrowTypesAreRoundedOnce() {
        Tensor x = Tensor.ofDoubles(ElementType.FLOAT16, Shape.of(1, 3, 1), 2048, 1, 1);
        Tensor w = Tensor.ofDoubles(ElementType.FLOAT16, Shape.of(1, 3, 1), 1, 1, 1);
        assertThat(One.run(new Conv(), x, w).toDoubles()).containsExactly(2050);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> One.run(new Conv(), IMAGE, ones(1, 1, 4, 4)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("size 3")
                .hasMessageContaining("kernel 4");
        assertThatThrownBy(() -> One.run(new Conv(), IMAGE, ones(1, 2, 1, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("channels");
        assertThatThrownBy(() -> new Conv(List.of(0L), List.of()))
                .isInstanceOf(ModelInvalidException.class)
                .hasMessageContaining("strides");
        assertThatThrownBy(() -> new Conv(List.of(1L, 1L), List.of(1L, 1L))).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new Conv(AutoPad.NOTSET, List.of(), 0, List.of(), List.of(), List.of()))
                .isInstanceOf(ModelInvalidException.class)
                .hasMessageContaining("group");
    }

    @Test
    void hostileSizesDoNotOverflow() {
        long huge = Integer.MAX_VALUE;
        Conv conv = new Conv(AutoPad.NOTSET, List.of(huge), 1, List.of(), List.of(huge, huge), List.of(huge));
        assertThatThrownBy(() -> One.run(conv, One.counting(1, 1, 1), ones(1, 1, 4)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void infersSymbolicSizes() {
        GraphBuilder g = GraphBuilder.named("g");
        var x = g.input("x", ElementType.FLOAT, "N", 1, "H", 224);
        var y = g.add(new Conv(List.of(2L, 2L), List.of(1L, 1L, 1L, 1L)), x, g.constant("w", ones(8, 1, 3, 3)));
        assertThat(String.valueOf(y.tensorType().shape())).isEqualTo("[N,8,(((H - 1) / 2) + 1),112]");
    }

    @Test
    void transposeScattersWhatAConvolutionGathers() {
        Tensor y =
                One.run(new ConvTranspose(List.of(2L), List.of()), One.floats(Shape.of(1, 1, 2), 1, 10), ones(1, 1, 3));
        assertThat(y.toDoubles()).containsExactly(1, 1, 11, 10, 10);
        ConvTranspose cut = new ConvTranspose(List.of(2L), List.of(1L, 1L));
        assertThat(One.run(cut, One.floats(Shape.of(1, 1, 2), 1, 10), ones(1, 1, 3))
                        .toDoubles())
                .containsExactly(1, 11, 10);
    }

    @Test
    void transposeFindsThePaddingForAnOutputShape() {
        ConvTranspose fixed = new ConvTranspose(
                AutoPad.NOTSET, List.of(), 1, List.of(), List.of(), List.of(4L), List.of(), List.of(2L));
        assertThat(One.run(fixed, One.floats(Shape.of(1, 1, 2), 1, 10), ones(1, 1, 3))
                        .toDoubles())
                .containsExactly(1, 11, 10, 10);
    }

    @Test
    void integersAreExactWithZeroPoints() {
        Tensor x = Tensor.ofLongs(ElementType.UINT8, Shape.of(1, 1, 2), 255, 0);
        Tensor w = Tensor.ofLongs(ElementType.INT8, Shape.of(2, 1, 1), -128, 127);
        Tensor y = One.run(
                new ConvInteger(List.of(), List.of()),
                x,
                w,
                Tensor.ofLongs(ElementType.UINT8, Shape.SCALAR, 1),
                Tensor.ofLongs(ElementType.INT8, Shape.of(2), 0, 1));
        assertThat(y.toLongs()).containsExactly(254 * -128, 128, 254 * 126, -126);
    }

    @Test
    void deformedTapsInterpolate() {
        DeformConv conv = new DeformConv(List.of(), 1, List.of(), 1, List.of(), List.of());
        Tensor offset = One.floats(Shape.of(1, 2, 1, 2), 0, 0, 0.5, 5);
        Tensor y = One.run(conv, One.floats(Shape.of(1, 1, 1, 2), 2, 4), ones(1, 1, 1, 1), offset);
        assertThat(y.toDoubles()).containsExactly(3, 0);
    }
}
