package dev.sardonyx.api.op.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.MapValue;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassicTest {
    private static final Tensor ROWS = Tensor.ofFloats(Shape.of(2, 2), 1, -2, 3, 4);

    @Test
    void classifierScoresAndLabels() {
        LinearClassifier three = new LinearClassifier(
                List.of(),
                List.of("a", "b", "c"),
                List.of(1f, 0f, 0f, 1f, -1f, -1f),
                List.of(0f, 0f, 0.5f),
                0,
                PostTransform.NONE);
        List<Value> y = One.runAll(three, 2, ROWS);
        assertThat(((Tensor) y.get(0)).toStrings()).containsExactly("c", "b");
        assertThat(((Tensor) y.get(1)).toFloats()).containsExactly(1, -2, 1.5f, 3, 4, -6.5f);
    }

    @Test
    void classifierOfOneScoreHasTwoClasses() {
        LinearClassifier two = new LinearClassifier(
                List.of(5L, 6L), List.of(), List.of(1f, 1f), List.of(0f), 0, PostTransform.LOGISTIC);
        List<Value> y = One.runAll(two, 2, ROWS);
        assertThat(((Tensor) y.get(0)).toLongs()).containsExactly(5, 6);
        double p = 1 / (1 + Math.exp(-7));
        assertThat(((Tensor) y.get(1)).toFloats()[3]).isCloseTo((float) p, within(1e-6f));
        assertThat(((Tensor) y.get(1)).toFloats()[2]).isCloseTo((float) (1 - p), within(1e-6f));
    }

    @Test
    void transforms() {
        double[] probit = {0.975, 0.5, 0, 1e-9};
        PostTransform.PROBIT.apply(probit);
        assertThat(probit[0]).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(probit[1]).isCloseTo(0, within(1e-12));
        assertThat(probit[2]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(probit[3]).isCloseTo(-5.997807015007686, within(1e-9));
        double[] zero = {0, 1, 1};
        PostTransform.SOFTMAX_ZERO.apply(zero);
        assertThat(zero).containsExactly(0, 0.5, 0.5);
    }

    @Test
    void regressorScalerBinarizer() {
        LinearRegressor regressor = new LinearRegressor(List.of(2f, 1f), List.of(1f), 1, PostTransform.NONE);
        assertThat(One.tensor(regressor, ROWS).toFloats()).containsExactly(1, 11);
        assertThat(One.tensor(new Scaler(List.of(1f, 2f), List.of(1f, 10f)), ROWS)
                        .toFloats())
                .containsExactly(0, -40, 2, 20);
        assertThat(One.tensor(new Binarizer(1), ROWS).toFloats()).containsExactly(0, 0, 1, 1);
        assertThatThrownBy(() -> One.tensor(regressor, One.floats(1, 2, 3))).isInstanceOf(ExecutionException.class);
    }

    @Test
    void normalizerLeavesZeroRows() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 2), 3, -4, 0, 0);
        assertThat(One.tensor(new Normalizer(Normalizer.Norm.L2), x).toFloats()).containsExactly(0.6f, -0.8f, 0, 0);
        assertThat(One.tensor(new Normalizer(Normalizer.Norm.L1), x).toFloats()).containsExactly(3f / 7, -4f / 7, 0, 0);
        assertThat(One.tensor(new Normalizer(), x).toFloats()).containsExactly(1, -4f / 3, 0, 0);
        assertThat(One.tensor(new Normalizer(), Tensor.ofFloats(Shape.of(2, 0))).elements())
                .isZero();
    }

    @Test
    void zipMapMakesAMapPerRow() {
        Sequence maps = (Sequence) One.run(new ZipMap(List.of(), List.of("no", "yes")), ROWS);
        MapValue second = (MapValue) maps.elements().get(1);
        assertThat(second.entries().keySet()).containsExactly("no", "yes");
        assertThat(((Tensor) java.util.Objects.requireNonNull(second.entries().get("yes"))).doubleAt(0))
                .isEqualTo(4);
        assertThatThrownBy(() -> new ZipMap(List.of(), List.of())).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void extractorAndEncoder() {
        assertThat(One.tensor(new ArrayFeatureExtractor(), ROWS, Tensor.ofInt64(1, 1, 0))
                        .toFloats())
                .containsExactly(-2, -2, 1, 4, 4, 3);
        assertThatThrownBy(() -> One.tensor(new ArrayFeatureExtractor(), ROWS, Tensor.ofInt64(2)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("expected 0 to 1");
        LabelEncoder encoder = new LabelEncoder(One.floats(Float.NaN, 0), One.strings("nan", "zero"), One.strings("?"));
        assertThat(One.tensor(encoder, One.floats(-0f, Float.NaN, 5)).toStrings())
                .containsExactly("zero", "nan", "?");
    }
}
