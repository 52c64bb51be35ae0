package dev.sardonyx.zoo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
    private static final Detection BEST = new Detection("cat", 0.9, new Box(0, 0, 10, 10));
    private static final Detection DUPLICATE = new Detection("cat", 0.8, new Box(1, 1, 11, 11));
    private static final Detection OTHER_LABEL = new Detection("dog", 0.7, new Box(1, 0, 11, 10));
    private static final Detection ELSEWHERE = new Detection("cat", 0.6, new Box(20, 20, 30, 30));

    @Test
    void keepsTheBestOfOverlappingBoxes() {
        List<Detection> all = List.of(ELSEWHERE, DUPLICATE, OTHER_LABEL, BEST);

        assertThat(NonMaximumSuppression.perLabel(0.5).apply(all)).containsExactly(BEST, OTHER_LABEL, ELSEWHERE);
        assertThat(new NonMaximumSuppression(0.5, true).apply(all)).containsExactly(BEST, ELSEWHERE);
        assertThat(NonMaximumSuppression.perLabel(1).apply(all)).hasSize(4);
    }

    @Test
    void doesNotSuppressByWhatWasSuppressed() {
        Detection chained = new Detection("cat", 0.5, new Box(5, 0, 15, 10));
        Detection middle = new Detection("cat", 0.8, new Box(2.5, 0, 12.5, 10));

        assertThat(NonMaximumSuppression.perLabel(0.5).apply(List.of(BEST, middle, chained)))
                .containsExactly(BEST, chained);
    }

    @Test
    void keepsTheEarlierOfEqualScoresAndABoxAtTheThreshold() {
        Detection first = new Detection("a", 0.5, new Box(0, 0, 2, 1));
        Detection same = new Detection("a", 0.5, new Box(0, 0, 2, 1));
        Detection half = new Detection("a", 0.4, new Box(0, 0, 1, 1));

        List<Detection> kept = NonMaximumSuppression.perLabel(0.5).apply(List.of(first, same, half));

        assertThat(kept).containsExactly(first, half);
        assertThat(kept.getFirst()).isSameAs(first);
    }

    @Test
    void measuresOverlap() {
        Box box = new Box(0, 0, 2, 2);

        assertThat(box.intersectionOverUnion(box)).isEqualTo(1);
        assertThat(box.intersectionOverUnion(new Box(1, 1, 3, 3))).isEqualTo(1 / 7.0, within(1e-15));
        assertThat(box.intersectionOverUnion(new Box(2, 0, 4, 2))).isZero();
        assertThat(new Box(1, 1, 0, 0).intersectionOverUnion(box)).isZero();
        assertThat(new Box(1, 1, 0, 0).area()).isZero();
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> new Box(0, Double.NaN, 1, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Detection("a", Double.NaN, new Box(0, 0, 1, 1)))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> NonMaximumSuppression.perLabel(1.5)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> NonMaximumSuppression.perLabel(Double.NaN)).isInstanceOf(InputException.class);
    }
}
