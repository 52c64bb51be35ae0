package dev.sardonyx.api.op.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Normalizations by hand, and what they make of nothing and of infinities. */
final class NormalizationTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    private static Tensor vector(double... values) {
        return One.floats(Shape.of(values.length), values);
    }

    @Test
    void batchStatisticsArePerChannel() {
        Tensor x = One.floats(Shape.of(1, 2, 2), 1, 3, 10, 20);
        BatchNormalization op = new BatchNormalization(0, 0.9f, false);
        Tensor y = One.run(op, x, vector(2, 1), vector(1, 0), vector(1, 10), vector(4, 25));
        assertThat(y.toDoubles()).containsExactly(1, 3, 0, 2);
    }

    @Test
    void trainingUsesTheStatisticsOfTheBatch() {
        Tensor x = One.floats(Shape.of(2, 1, 2), 1, 3, 5, 7);
        BatchNormalization op = new BatchNormalization(0, 0.5f, true);
        List<Tensor> y = One.runAll(op, 3, x, vector(1), vector(0), vector(0), vector(1));
        assertThat(y.get(0).toDoubles())
                .containsExactly(new double[] {-1.3416408, -0.4472136, 0.4472136, 1.3416408}, CLOSE);
        assertThat(y.get(1).toDoubles()).containsExactly(2);
        assertThat(y.get(2).toDoubles()).containsExactly(3);
    }

    @Test
    void batchNormalizationChecksItsParameters() {
        Tensor x = One.counting(1, 2, 2);
        BatchNormalization op = new BatchNormalization(0);
        assertThatThrownBy(() -> One.run(op, x, vector(1), vector(1, 1), vector(1, 1), vector(1, 1)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new BatchNormalization(-1)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new BatchNormalization(Float.NaN)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void layersHaveThreeOutputsAndKeepConstantRowsFinite() {
        Tensor x = One.floats(Shape.of(2, 2), 1, 3, 5, 5);
        List<Tensor> y = One.runAll(new LayerNormalization(-1, 1e-5f), 3, x, vector(1, 2), vector(0, 1));
        assertThat(y.get(0).toDoubles()).containsExactly(new double[] {-1, 3, 0, 1}, within(1e-4));
        assertThat(y.get(1).toDoubles()).containsExactly(2, 5);
        assertThat(y.get(1).shape()).isEqualTo(Shape.of(2, 1));
        assertThat(y.get(2).doubleAt(0)).isCloseTo(1, within(1e-4));
    }

    @Test
    void layersOfHalfPrecisionAreRoundedOnce() {
        Tensor x = Tensor.ofDoubles(ElementType.FLOAT16, Shape.of(1, 2), 60000, -60000);
        Tensor scale = Tensor.ofDoubles(ElementType.FLOAT16, Shape.of(2), 1, 1);
        assertThat(One.run(new LayerNormalization(), x, scale).toDoubles()).containsExactly(1, -1);
    }

    @Test
    void instancesAndGroups() {
        Tensor x = One.floats(Shape.of(1, 2, 2), 1, 3, 5, 9);
        Tensor instance = One.run(new InstanceNormalization(0), x, vector(1, 1), vector(0, 10));
        assertThat(instance.toDoubles()).containsExactly(-1, 1, 9, 11);
        Tensor group = One.run(new GroupNormalization(0, 2), x, vector(1, 1), vector(0, 10));
        assertThat(group.toDoubles()).containsExactly(-1, 1, 9, 11);
        assertThatThrownBy(() -> One.run(new GroupNormalization(0, 3), x, vector(1, 1), vector(0, 0)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("3 groups");
    }

    @Test
    void rootMeanSquareAndNorms() {
        Tensor x = One.floats(Shape.of(1, 2), 3, 4);
        double root = Math.sqrt(12.5);
        assertThat(One.run(new RMSNormalization(-1, 0), x, vector(1, 1)).toDoubles())
                .containsExactly(new double[] {3 / root, 4 / root}, CLOSE);
        assertThat(One.run(new LpNormalization(), x).toDoubles()).containsExactly(new double[] {0.6, 0.8}, CLOSE);
        assertThat(One.run(new LpNormalization(0, 1), One.floats(Shape.of(2, 1), 0, 0))
                        .toDoubles())
                .containsExactly(0, 0);
    }

    @Test
    void meanAndVariance() {
        Tensor y = One.run(new MeanVarianceNormalization(List.of(0L)), vector(1, 3));
        assertThat(y.toDoubles()).containsExactly(new double[] {-1, 1}, CLOSE);
    }

    @Test
    void localResponseReachesTheNeighbours() {
        Tensor x = One.floats(Shape.of(1, 3, 1), 1, 2, 3);
        Tensor y = One.run(new LRN(1, 1, 0, 2), x); // channels c and c + 1
        assertThat(y.toDoubles()).containsExactly(new double[] {1 / 2.5, 2 / 6.5, 3 / 4.5}, CLOSE);
    }

    @Test
    void softmaxSumsToOneAndKeepsItsRange() {
        Tensor x = One.floats(Shape.of(2, 2), 1000, 1000, 0, Double.NEGATIVE_INFINITY);
        assertThat(One.run(new Softmax(), x).toDoubles()).containsExactly(0.5, 0.5, 1, 0);
        assertThat(One.run(new LogSoftmax(), x).toDoubles())
                .containsExactly((float) -Math.log(2), (float) -Math.log(2), 0, Double.NEGATIVE_INFINITY);
        assertThat(One.run(new Softmax(0), x).doubleAt(0)).isEqualTo(1);
    }

    @Test
    void softmaxOfNothingButMinusInfinityIsNaN() {
        Tensor x = vector(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(One.run(new Softmax(), x).toDoubles()).containsOnly(Double.NaN);
        assertThat(One.run(new Softmax(), One.counting(3, 0)).elements()).isZero();
        assertThat(One.run(new Softmax(), One.counting(0, 3)).shape()).isEqualTo(Shape.of(0, 3));
        assertThatThrownBy(() -> One.run(new Softmax(1), x)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void hardmaxTakesTheFirst() {
        Tensor x = One.floats(Shape.of(2, 3), 1, 5, 5, 9, 0, 2);
        assertThat(One.run(new Hardmax(), x).toDoubles()).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(One.run(new Hardmax(0), x).toDoubles()).containsExactly(0, 1, 1, 1, 0, 0);
    }

    @Test
    void dropoutIsNothingInInference() {
        Tensor x = One.counting(2, 3);
        List<Tensor> y = One.runAll(new Dropout(), 2, x);
        assertThat(y.getFirst().contentEquals(x)).isTrue();
        assertThat(y.getLast().toLongs()).containsOnly(1);
    }

    @Test
    void dropoutInTrainingDropsAndScales() {
        Tensor x = One.counting(1000);
        Tensor ratio = Tensor.scalar(ElementType.FLOAT, 0.75);
        List<Tensor> y = One.runAll(new Dropout(7L), 2, x, ratio, Tensor.scalar(true));
        int kept = 0;
        for (int i = 0; i < 1000; i++) {
            boolean isKept = y.getLast().booleanAt(i);
            kept += isKept ? 1 : 0;
            assertThat(y.getFirst().doubleAt(i)).isEqualTo(isKept ? 4.0 * i : 0);
        }
        assertThat(kept).isBetween(200, 300);
        assertThatThrownBy(() -> One.run(new Dropout(), x, Tensor.scalar(ElementType.FLOAT, 1), Tensor.scalar(true)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ratio");
    }
}
