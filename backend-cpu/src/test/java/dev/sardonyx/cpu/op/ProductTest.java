package dev.sardonyx.cpu.op;

import static dev.sardonyx.cpu.op.OneNode.SUM;
import static dev.sardonyx.cpu.op.OneNode.random;
import static dev.sardonyx.cpu.op.OneNode.special;

import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.op.normalization.LayerNormalization;
import dev.sardonyx.api.op.normalization.LogSoftmax;
import dev.sardonyx.api.op.normalization.RMSNormalization;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.op.pooling.AveragePool;
import dev.sardonyx.api.op.pooling.GlobalAveragePool;
import dev.sardonyx.api.op.pooling.GlobalMaxPool;
import dev.sardonyx.api.op.pooling.MaxPool;
import dev.sardonyx.api.op.recurrent.Direction;
import dev.sardonyx.api.op.recurrent.GRU;
import dev.sardonyx.api.op.recurrent.LSTM;
import dev.sardonyx.api.op.reduction.ArgMax;
import dev.sardonyx.api.op.reduction.ArgMin;
import dev.sardonyx.api.op.reduction.ReduceMax;
import dev.sardonyx.api.op.reduction.ReduceMean;
import dev.sardonyx.api.op.reduction.ReduceSum;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
    private static final List<Long> NONE = List.of();

    @Test
    void matrixProductsOfAllRanks() {
        OneNode.of(new MatMul())
                .with(random(5, 17))
                .withConstant(random(17, 33))
                .check(SUM);
        OneNode.of(new MatMul()).with(random(2, 3, 5, 7), random(3, 7, 9)).check(SUM);
        OneNode.of(new MatMul()).with(random(2, 3, 5, 7), random(7, 9)).check(SUM);
        OneNode.of(new MatMul()).with(random(5, 7), random(2, 7, 9)).check(SUM);
        OneNode.of(new MatMul()).with(random(7), random(7, 9)).check(SUM);
        OneNode.of(new MatMul()).with(random(4, 7)).withConstant(random(7)).check(SUM);
        OneNode.of(new MatMul()).with(random(3, 0), random(0, 4)).check(SUM);
        OneNode.of(new MatMul()).with(random(0, 4), random(4, 2)).check(SUM);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gemmInAllForms(boolean constant) {
        for (boolean transA : new boolean[] {false, true}) {
            for (boolean transB : new boolean[] {false, true}) {
                Tensor a = transA ? random(31, 13) : random(13, 31);
                Tensor b = transB ? random(65, 31) : random(31, 65);
                for (Tensor c : List.of(random(65), random(13, 65), random(13, 1), random(1), random(1, 65))) {
                    OneNode plain = OneNode.of(new Gemm(1, 1, transA, transB)).with(a);
                    (constant ? plain.withConstant(b, c) : plain.with(b, c)).check(SUM);
                    OneNode scaled =
                            OneNode.of(new Gemm(0.5f, -2, transA, transB)).with(a);
                    (constant ? scaled.withConstant(b, c) : scaled.with(b, c)).check(SUM);
                }
            }
        }
        OneNode.of(new Gemm()).with(random(3, 4)).withConstant(random(4, 5)).check(SUM);
    }

    @Test
    void convolutions() {
        OneNode.of(new Conv())
                .with(random(2, 3, 9, 11))
                .withConstant(random(5, 3, 3, 2), random(5))
                .check(SUM);
        OneNode.of(new Conv(List.of(2L, 3L), List.of(1L, 2L, 0L, 1L)))
                .with(random(1, 4, 17, 13), random(6, 4, 5, 3))
                .check(SUM);
        OneNode.of(new Conv(AutoPad.SAME_LOWER, NONE, 2, NONE, NONE, List.of(2L)))
                .with(random(2, 4, 31))
                .withConstant(random(6, 2, 4))
                .check(SUM);
        OneNode.of(new Conv(AutoPad.NOTSET, List.of(2L, 1L), 8, NONE, List.of(1L, 1L, 1L, 1L), NONE))
                .with(random(1, 8, 14, 14))
                .withConstant(random(8, 1, 3, 3), random(8))
                .check(SUM);
        OneNode.of(new Conv())
                .with(random(1, 2, 5, 6, 7))
                .withConstant(random(3, 2, 2, 3, 2))
                .check(SUM);
        OneNode.of(new Conv())
                .with(random(0, 3, 9, 9))
                .withConstant(random(5, 3, 3, 3))
                .check(SUM);
    }

    @Test
    void rows() {
        OneNode.of(new Softmax()).with(special(5, 3, 37)).check(new Tolerance(2e-6, 1e-9));
        OneNode.of(new Softmax(1)).with(random(5, 3, 37)).check(new Tolerance(2e-6, 1e-9));
        OneNode.of(new LogSoftmax(-1)).with(random(4, 129)).check(new Tolerance(2e-6, 1e-6));
        OneNode.of(new LayerNormalization())
                .with(random(3, 5, 67), random(67), random(67))
                .outputs(3)
                .check(new Tolerance(5e-6, 5e-6));
        OneNode.of(new LayerNormalization(1, 1e-5f))
                .with(random(3, 5, 6), random(5, 6))
                .check(new Tolerance(5e-6, 5e-6));
        OneNode.of(new LayerNormalization()).with(random(3, 5, 6), random(5, 1)).check(new Tolerance(5e-6, 5e-6));
        OneNode.of(new RMSNormalization(-1, 1e-6f))
                .with(random(9, 65), random(65))
                .check(new Tolerance(5e-6, 1e-7));
        Tensor variance = Tensor.ofFloats(dev.sardonyx.api.tensor.Shape.of(3), 0.5f, 2, 1e-3f);
        OneNode.of(new BatchNormalization(1e-5f))
                .with(random(2, 3, 4, 5), random(3), random(3), random(3), variance)
                .check(new Tolerance(1e-5, 1e-5));
    }

    @Test
    void pools() {
        List<Long> three = List.of(3L, 3L);
        List<Long> ones = List.of(1L, 1L, 1L, 1L);
        OneNode.of(new MaxPool(three, List.of(2L, 2L), ones))
                .with(special(2, 3, 13, 10))
                .outputs(2)
                .check(Tolerance.EXACT);
        OneNode.of(new AveragePool(three, List.of(2L, 1L), ones))
                .with(random(2, 3, 13, 10))
                .check(SUM);
        OneNode.of(new AveragePool(AutoPad.NOTSET, true, true, NONE, three, ones, List.of(2L, 2L)))
                .with(random(1, 2, 8, 8))
                .check(SUM);
        OneNode.of(new GlobalAveragePool()).with(random(2, 5, 7, 7)).check(SUM);
        OneNode.of(new GlobalMaxPool()).with(special(2, 5, 7)).check(Tolerance.EXACT);
    }

    @Test
    void reductionsOverAnyAxes() {
        long[][] all = {{}, {0}, {1}, {-1}, {0, 2}, {1, 3}, {0, 1, 2, 3}, {2, 3}};
        for (long[] axes : all) {
            OneNode.of(new ReduceMean(true, false))
                    .with(random(3, 4, 5, 6))
                    .withConstant(Tensor.ofInt64(axes))
                    .check(SUM);
            OneNode.of(new ReduceSum(false, false))
                    .with(random(3, 1, 5, 33))
                    .withConstant(Tensor.ofInt64(axes))
                    .check(SUM);
            OneNode.of(new ReduceMax(true, true))
                    .with(special(3, 4, 5, 6))
                    .withConstant(Tensor.ofInt64(axes))
                    .check(Tolerance.EXACT);
        }
        OneNode.of(new ReduceSum(true, false))
                .with(random(3, 0, 2))
                .withConstant(Tensor.ofInt64(1))
                .check(Tolerance.EXACT);
    }

    @Test
    void placesOfExtremes() {
        OneNode.of(new ArgMax(1)).with(special(3, 40, 2)).check(Tolerance.EXACT);
        OneNode.of(new ArgMax(-1, false, true)).with(special(3, 40)).check(Tolerance.EXACT);
        OneNode.of(new ArgMin(0)).with(random(30, 4)).check(Tolerance.EXACT);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void recurrentLayers(Direction direction) {
        int d = direction.count();
        Tolerance tolerance = new Tolerance(1e-5, 1e-5);
        OneNode.of(new LSTM(direction, 9))
                .with(random(5, 2, 7))
                .withConstant(random(d, 36, 7), random(d, 36, 9), random(d, 72))
                .outputs(3)
                .check(tolerance);
        OneNode.of(new LSTM(direction, 4))
                .with(random(3, 1, 7))
                .withConstant(random(d, 16, 7), random(d, 16, 4))
                .without()
                .without()
                .with(random(d, 1, 4), random(d, 1, 4))
                .outputs(3)
                .check(tolerance);
        for (boolean linear : new boolean[] {false, true}) {
            GRU gru = new GRU(List.of(), List.of(), List.of(), null, direction, 5L, linear, 0);
            OneNode.of(gru)
                    .with(random(4, 3, 6))
                    .withConstant(random(d, 15, 6), random(d, 15, 5), random(d, 30))
                    .outputs(2)
                    .check(tolerance);
        }
    }
}
