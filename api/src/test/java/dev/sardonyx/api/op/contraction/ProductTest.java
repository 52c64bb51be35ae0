package dev.sardonyx.api.op.contraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products of matrices and of labelled dimensions. */
final class ProductTest {
    private static final Tensor A = One.floats(Shape.of(2, 2), 1, 2, 3, 4);
    private static final Tensor B = One.floats(Shape.of(2, 2), 5, 6, 7, 8);

    @Test
    void gemmTransposesScalesAndAdds() {
        assertThat(One.run(new Gemm(), A, B).toDoubles()).containsExactly(19, 22, 43, 50);
        Gemm gemm = new Gemm(2, 0.5f, true, true);
        assertThat(One.run(gemm, A, B, One.floats(Shape.of(2), 2, 4)).toDoubles())
                .containsExactly(47, 64, 69, 94);
    }

    @Test
    void gemmOfNothingIsC() {
        Tensor y = One.run(new Gemm(), One.counting(2, 0), One.counting(0, 1), One.floats(Shape.SCALAR, 7));
        assertThat(y.toDoubles()).containsExactly(7, 7);
    }

    @Test
    void gemmChecksShapes() {
        assertThatThrownBy(() -> One.run(new Gemm(), A, One.counting(3, 1))).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new Gemm(), A, B, One.counting(3))).isInstanceOf(ExecutionException.class);
    }

    @Test
    void integerProductsSubtractZeroPointsPerRowAndColumn() {
        Tensor a = Tensor.ofLongs(ElementType.UINT8, Shape.of(2, 2), 10, 20, 30, 40);
        Tensor b = Tensor.ofLongs(ElementType.INT8, Shape.of(2, 1), -1, 1);
        Tensor rows = Tensor.ofLongs(ElementType.UINT8, Shape.of(2), 10, 30);
        Tensor column = Tensor.ofLongs(ElementType.INT8, Shape.of(1), 1);
        assertThat(One.run(new MatMulInteger(), a, b, rows, column).toLongs()).containsExactly(0, 0);
        assertThat(One.run(new MatMulInteger(), a, b).toLongs()).containsExactly(10, 10);
    }

    @Test
    void quantizedProductsRoundToEvenAndSaturate() {
        Tensor a = Tensor.ofLongs(ElementType.UINT8, Shape.of(1, 1), 5);
        Tensor b = Tensor.ofLongs(ElementType.UINT8, Shape.of(1, 3), 1, 3, 255);
        Tensor zero = Tensor.ofLongs(ElementType.UINT8, Shape.SCALAR, 0);
        Tensor half = One.floats(Shape.SCALAR, 0.5);
        Tensor one = One.floats(Shape.SCALAR, 1);
        Tensor y = One.run(new QLinearMatMul(), a, half, zero, b, one, zero, one, zero);
        assertThat(y.toLongs()).containsExactly(2, 8, 255); // 2.5 and 7.5 round to even, 637.5 saturates
    }

    @Test
    void quantizedConvolutionAddsTheBiasBeforeScaling() {
        Tensor x = Tensor.ofLongs(ElementType.UINT8, Shape.of(1, 1, 2), 1, 2);
        Tensor w = Tensor.ofLongs(ElementType.INT8, Shape.of(1, 1, 1), 3);
        Tensor bias = Tensor.ofLongs(ElementType.INT32, Shape.of(1), 10);
        Tensor y = One.run(
                new QLinearConv(AutoPad.NOTSET, List.of(), 1, List.of(), List.of(), List.of()),
                x,
                One.floats(Shape.SCALAR, 2),
                Tensor.ofLongs(ElementType.UINT8, Shape.SCALAR, 0),
                w,
                One.floats(Shape.of(1), 1),
                Tensor.ofLongs(ElementType.INT8, Shape.SCALAR, 0),
                One.floats(Shape.SCALAR, 1),
                Tensor.ofLongs(ElementType.UINT8, Shape.SCALAR, 1),
                bias);
        assertThat(y.toLongs()).containsExactly(27, 33);
    }

    @Test
    void einsumIsAProductATraceATransposeAndASum() {
        assertThat(One.run(new Einsum("ij,jk->ik"), A, B).toDoubles()).containsExactly(19, 22, 43, 50);
        assertThat(One.run(new Einsum("ij,jk"), A, B).toDoubles()).containsExactly(19, 22, 43, 50);
        assertThat(One.run(new Einsum("ii"), A).toDoubles()).containsExactly(5);
        assertThat(One.run(new Einsum("ii->i"), A).toDoubles()).containsExactly(1, 4);
        assertThat(One.run(new Einsum("ij->ji"), A).toDoubles()).containsExactly(1, 3, 2, 4);
        assertThat(One.run(new Einsum("ij->j"), A).toDoubles()).containsExactly(4, 6);
        assertThat(One.run(new Einsum("i,j->ij"), One.floats(Shape.of(2), 1, 2), One.floats(Shape.of(2), 3, 4))
                        .toDoubles())
                .containsExactly(3, 4, 6, 8);
    }

    @Test
    void einsumMergesSeveralLabelsAndThreeInputs() {
        Tensor x = One.counting(2, 3, 4);
        Tensor y = One.counting(3, 4, 5, 2);
        Tensor z = One.run(new Einsum("abc,bcde->ade"), x, y);
        assertThat(z.shape()).isEqualTo(Shape.of(2, 5, 2));
        double expected = 0;
        for (int bc = 0; bc < 12; bc++) {
            expected += (12 + bc) * (bc * 10 + 7); // a = 1, d = 3, e = 1
        }
        assertThat(z.doubleAt(10 + 7)).isEqualTo(expected);
        assertThat(One.run(new Einsum("ij,jk,kl->il"), A, B, A).toDoubles()).containsExactly(85, 126, 193, 286);
    }

    @Test
    void einsumBroadcastsTheEllipsis() {
        Tensor z = One.run(new Einsum("...ij,...jk->...ik"), One.counting(3, 1, 1, 2), One.counting(2, 2, 1));
        assertThat(z.shape()).isEqualTo(Shape.of(3, 2, 1, 1));
        assertThat(z.toDoubles()).containsExactly(1, 3, 3, 13, 5, 23);
    }

    @Test
    void einsumRejectsWhatItCannotMean() {
        assertThatThrownBy(() -> new Einsum("ij->ik")).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new Einsum("i1->i")).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> One.run(new Einsum("ijk->i"), A)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new Einsum("ij,jk"), A, One.counting(3, 1)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void determinantsPivot() {
        Tensor x = One.floats(Shape.of(2, 2, 2), 0, 1, 1, 0, 1, 2, 2, 4);
        assertThat(One.run(new Det(), x).toDoubles()).containsExactly(-1, 0);
        assertThat(One.run(new Det(), One.counting(1, 0, 0)).toDoubles()).containsExactly(1);
    }
}
