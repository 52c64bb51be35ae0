package dev.sardonyx.api.op.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Attention and rotary embeddings, by hand. */
final class AttentionTest {
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final Tensor ZEROS = One.floats(Shape.of(1, 1, 2, 1), 0, 0);
    private static final Tensor VALUES = One.floats(Shape.of(1, 1, 2, 1), 2, 6);

    @Test
    void equalScoresGiveTheMean() {
        assertThat(One.run(new Attention(false), ZEROS, ZEROS, VALUES).toDoubles())
                .containsExactly(4, 4);
    }

    @Test
    void aCausalQuerySeesNoLaterKey() {
        assertThat(One.run(new Attention(true), ZEROS, ZEROS, VALUES).toDoubles())
                .containsExactly(2, 4);
    }

    @Test
    void thePastComesFirst() {
        Tensor past = One.floats(Shape.of(1, 1, 1, 1), 0);
        Tensor pastValue = One.floats(Shape.of(1, 1, 1, 1), 10);
        List<Tensor> y = One.runAll(new Attention(true), 3, ZEROS, ZEROS, VALUES, null, past, pastValue);
        assertThat(y.get(0).toDoubles()).containsExactly(new double[] {6, 6}, CLOSE);
        assertThat(y.get(1).shape()).isEqualTo(Shape.of(1, 1, 3, 1));
        assertThat(y.get(2).toDoubles()).containsExactly(10, 2, 6);
    }

    @Test
    void whoSeesNothingGetsZero() {
        Tensor mask = Tensor.ofBooleans(Shape.of(2, 2), false, true, false, false);
        assertThat(One.run(new Attention(false), ZEROS, ZEROS, VALUES, mask).toDoubles())
                .containsExactly(6, 0);
    }

    @Test
    void headsMayShareKeysAndLieSideBySide() {
        Tensor q = One.floats(Shape.of(1, 1, 4), 0, 0, 0, 0); // four heads of one element
        Tensor kv = One.floats(Shape.of(1, 1, 2), 3, 5); // two heads
        Attention op = new Attention(false, 2L, 4L, Attention.Scores.RAW, null, 0, null);
        Tensor y = One.run(op, q, kv, kv);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 4));
        assertThat(y.toDoubles()).containsExactly(3, 3, 5, 5);
    }

    @Test
    void saysWhatDoesNotFit() {
        Tensor flat = One.counting(1, 1, 4);
        assertThatThrownBy(() -> One.run(new Attention(false), flat, flat, flat))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("number of heads");
        assertThatThrownBy(() -> One.run(
                        new Attention(false),
                        One.counting(1, 3, 1, 1),
                        One.counting(1, 2, 1, 1),
                        One.counting(1, 2, 1, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("multiple");
    }

    @Test
    void rotationsTurnHalvesOrNeighbours() {
        Tensor x = One.floats(Shape.of(1, 1, 1, 4), 1, 2, 3, 4);
        Tensor cos = One.floats(Shape.of(1, 2), 0, 1);
        Tensor sin = One.floats(Shape.of(1, 2), 1, 0);
        Tensor positions = Tensor.ofLongs(dev.sardonyx.api.tensor.ElementType.INT64, Shape.of(1, 1), 0);
        assertThat(One.run(new RotaryEmbedding(), x, cos, sin, positions).toDoubles())
                .containsExactly(-3, 2, 1, 4);
        assertThat(One.run(new RotaryEmbedding(true, 0, 0), x, cos, sin, positions)
                        .toDoubles())
                .containsExactly(-2, 1, 3, 4);
        Tensor one = One.floats(Shape.of(1, 1), 0);
        Tensor two = One.floats(Shape.of(1, 1), 1);
        assertThat(One.run(new RotaryEmbedding(false, 0, 2), x, one, two, positions)
                        .toDoubles())
                .containsExactly(-2, 1, 3, 4);
    }
}
