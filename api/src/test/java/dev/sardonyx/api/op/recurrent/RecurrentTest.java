package dev.sardonyx.api.op.recurrent;

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

/** Recurrent cells of one input and one unit, step by step. */
final class RecurrentTest {
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final Tensor SEQUENCE = One.floats(Shape.of(3, 1, 1), 1, 2, 3);

    private static Tensor weights(double... gates) {
        return One.floats(Shape.of(1, gates.length, 1), gates);
    }

    /** h(t) = x + 10 h(t-1): the digits of the sequence. */
    private static RNN digits(Direction direction, long layout) {
        Activation.Function identity = Activation.Function.AFFINE;
        List<Activation.Function> functions =
                direction == Direction.BIDIRECTIONAL ? List.of(identity, identity) : List.of(identity);
        return new RNN(List.of(), List.of(), functions, null, direction, 1L, layout);
    }

    @Test
    void readsForwardAndReverse() {
        List<Tensor> forward = One.runAll(digits(Direction.FORWARD, 0), 2, SEQUENCE, weights(1), weights(10));
        assertThat(forward.get(0).shape()).isEqualTo(Shape.of(3, 1, 1, 1));
        assertThat(forward.get(0).toDoubles()).containsExactly(1, 12, 123);
        assertThat(forward.get(1).toDoubles()).containsExactly(123);
        List<Tensor> reverse = One.runAll(digits(Direction.REVERSE, 0), 2, SEQUENCE, weights(1), weights(10));
        assertThat(reverse.get(0).toDoubles()).containsExactly(321, 32, 3);
        assertThat(reverse.get(1).toDoubles()).containsExactly(321);
    }

    @Test
    void readsBothWaysWithTheBatchFirst() {
        Tensor x = One.floats(Shape.of(1, 3, 1), 1, 2, 3);
        Tensor w = One.floats(Shape.of(2, 1, 1), 1, 1);
        Tensor r = One.floats(Shape.of(2, 1, 1), 10, 10);
        List<Tensor> y = One.runAll(digits(Direction.BIDIRECTIONAL, 1), 2, x, w, r);
        assertThat(y.get(0).shape()).isEqualTo(Shape.of(1, 3, 2, 1));
        assertThat(y.get(0).toDoubles()).containsExactly(1, 321, 12, 32, 123, 3);
        assertThat(y.get(1).toDoubles()).containsExactly(123, 321);
    }

    @Test
    void shortSequencesEndInZerosAndKeepTheirState() {
        Tensor x = One.floats(Shape.of(3, 2, 1), 1, 1, 2, 2, 3, 3);
        Tensor lengths = Tensor.ofLongs(ElementType.INT32, Shape.of(2), 3, 2);
        List<Tensor> y = One.runAll(digits(Direction.REVERSE, 0), 2, x, weights(1), weights(10), null, lengths);
        assertThat(y.get(0).toDoubles()).containsExactly(321, 21, 32, 2, 3, 0);
        assertThat(y.get(1).toDoubles()).containsExactly(321, 21);
        Tensor wrong = Tensor.ofLongs(ElementType.INT32, Shape.of(2), 3, 4);
        assertThatThrownBy(() -> One.run(digits(Direction.FORWARD, 0), x, weights(1), weights(10), null, wrong))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("sequence_lens[1]");
    }

    @Test
    void startsWhereItIsTold() {
        Tensor start = One.floats(Shape.of(1, 1, 1), 5);
        Tensor bias = One.floats(Shape.of(1, 2), 0.25, 0.25);
        Tensor y = One.run(digits(Direction.FORWARD, 0), SEQUENCE, weights(1), weights(10), bias, null, start);
        assertThat(y.doubleAt(0)).isEqualTo(51.5);
    }

    @Test
    void clipsTheInputsOfActivations() {
        RNN clipped = new RNN(List.of(), List.of(), List.of(Activation.Function.AFFINE), 2f, Direction.FORWARD, 1L, 0);
        assertThat(One.run(clipped, SEQUENCE, weights(1), weights(0)).toDoubles())
                .containsExactly(1, 2, 2);
    }

    @Test
    void parametersGoToTheActivationsThatHaveThem() {
        List<Activation> resolved = Activation.resolve(
                List.of(Activation.Function.TANH, Activation.Function.LEAKY_RELU, Activation.Function.HARD_SIGMOID),
                List.of(0.5f),
                List.of());
        assertThat(resolved.get(1).apply(-2)).isEqualTo(-1);
        assertThat(resolved.get(2).apply(0)).isCloseTo(0.5, CLOSE);
        assertThat(resolved.get(2).apply(1)).isCloseTo(0.7, CLOSE);
    }

    @Test
    void aGatedUnitMixesOldAndNew() {
        Tensor x = One.floats(Shape.of(1, 1, 1), 1);
        Tensor start = One.floats(Shape.of(1, 1, 1), 0.5);
        double z = 1 / (1 + Math.exp(-0.1));
        double r = 1 / (1 + Math.exp(-0.2));
        Tensor w = weights(0.1, 0.2, 0.3);
        Tensor recurrent = weights(0, 0, 1);
        Tensor bias = One.floats(Shape.of(1, 6), 0, 0, 0, 0, 0, 0.4);
        GRU plain = new GRU(Direction.FORWARD, 1);
        double h = Math.tanh(0.3 + r * 0.5 + 0.4);
        assertThat(One.run(plain, x, w, recurrent, bias, null, start).doubleAt(0))
                .isCloseTo((1 - z) * h + z * 0.5, CLOSE);
        GRU linear = new GRU(List.of(), List.of(), List.of(), null, Direction.FORWARD, 1L, true, 0);
        double h2 = Math.tanh(0.3 + r * (0.5 + 0.4));
        assertThat(One.run(linear, x, w, recurrent, bias, null, start).doubleAt(0))
                .isCloseTo((1 - z) * h2 + z * 0.5, CLOSE);
    }

    @Test
    void aLongShortTermMemoryHasGatesPeepholesAndThreeOutputs() {
        Tensor x = One.floats(Shape.of(1, 1, 1), 1);
        Tensor start = One.floats(Shape.of(1, 1, 1), 0.5);
        Tensor w = weights(0.1, 0.2, 0.3, 0.4); // i o f c
        Tensor r = weights(0, 0, 0, 1);
        Tensor peepholes = One.floats(Shape.of(1, 3), 1, 2, 3);
        List<Tensor> y = One.runAll(new LSTM(Direction.FORWARD, 1), 3, x, w, r, null, null, start, start, peepholes);
        double i = sigmoid(0.1 + 0.5);
        double f = sigmoid(0.3 + 1.5);
        double c = f * 0.5 + i * Math.tanh(0.4 + 0.5);
        double h = sigmoid(0.2 + 2 * c) * Math.tanh(c);
        assertThat(y.get(0).doubleAt(0)).isCloseTo(h, CLOSE);
        assertThat(y.get(1).doubleAt(0)).isCloseTo(h, CLOSE);
        assertThat(y.get(2).doubleAt(0)).isCloseTo(c, CLOSE);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void emptySequencesGiveTheInitialState() {
        Tensor start = One.floats(Shape.of(1, 1, 1), 5);
        List<Tensor> y = One.runAll(
                new RNN(Direction.FORWARD, 1), 2, One.counting(0, 1, 1), weights(1), weights(1), null, null, start);
        assertThat(y.get(0).elements()).isZero();
        assertThat(y.get(1).toDoubles()).containsExactly(5);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> One.run(new RNN(Direction.FORWARD, 2), SEQUENCE, weights(1), weights(1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("W: expected [1,2,1]");
        assertThatThrownBy(() -> new RNN(List.of(), List.of(), List.of(), null, Direction.FORWARD, 1L, 2))
                .isInstanceOf(ModelInvalidException.class)
                .hasMessageContaining("layout");
    }
}
