package dev.sardonyx.api.op.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NonMaxSuppressionTest {
    private static final Tensor BOXES =
            Tensor.ofFloats(Shape.of(1, 4, 4), 0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, 10, 1, 11, 1, 1, 0, 0);

    private static Tensor run(Tensor scores, long most, float overlap) {
        return One.tensor(
                new NonMaxSuppression(), BOXES, scores, Tensor.scalar(most), Tensor.scalar(ElementType.FLOAT, overlap));
    }

    @Test
    void keepsTheBestOfEachHeap() {
        Tensor scores = Tensor.ofFloats(Shape.of(1, 1, 4), 0.9f, 0.95f, 0.5f, 0.9f);
        assertThat(run(scores, 10, 0.5f).toLongs()).containsExactly(0, 0, 1, 0, 0, 2);
        assertThat(run(scores, 1, 0.5f).toLongs()).containsExactly(0, 0, 1);
        assertThat(run(scores, 0, 0.5f).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(run(scores, 10, 1).toLongs()).containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 2);
    }

    @Test
    void dropsLowAndNanScores() {
        Tensor scores = Tensor.ofFloats(Shape.of(1, 1, 4), Float.NaN, 0.2f, 0.1f, 0.2f);
        assertThat(One.tensor(
                                new NonMaxSuppression(),
                                BOXES,
                                scores,
                                Tensor.scalar(9L),
                                Tensor.scalar(ElementType.FLOAT, 0.5f),
                                Tensor.scalar(ElementType.FLOAT, 0.15f))
                        .toLongs())
                .containsExactly(0, 0, 1);
    }

    @Test
    void refusesWrongShapesAndThresholds() {
        Tensor scores = Tensor.ofFloats(Shape.of(1, 1, 4), 1, 1, 1, 1);
        assertThatThrownBy(() -> run(scores, 1, 1.5f)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> run(Tensor.ofFloats(Shape.of(1, 1, 3), 1, 1, 1), 1, 0.5f))
                .isInstanceOf(ExecutionException.class);
    }
}
