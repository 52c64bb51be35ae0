package dev.sardonyx.api.op.elementwise;

import static dev.sardonyx.api.tensor.ElementType.DOUBLE;
import static dev.sardonyx.api.tensor.ElementType.FLOAT;
import static dev.sardonyx.api.tensor.ElementType.INT32;
import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActivationTest {
    private static final double E = Math.E;

    private static void check(Operator operator, double x, double expected) {
        double y = One.run(operator, Tensor.scalar(DOUBLE, x)).doubleAt(0);
        assertThat(y).as("%s(%s)", operator, x).isCloseTo(expected, within(1e-7));
    }

    @Test
    void values() {
        check(new LeakyRelu(0.25f), -2, -0.5);
        check(new LeakyRelu(0.25f), 2, 2);
        check(new Elu(2), -1, 2 * (1 / E - 1));
        check(new Elu(), 3, 3);
        check(new Selu(2, 3), -1, 3 * (2 / E - 2));
        check(new Selu(2, 3), 1, 3);
        check(new Celu(2), -2, 2 * (1 / E - 1));
        check(new Celu(2), 5, 5);
        check(new HardSigmoid(), 1, 0.7);
        check(new HardSigmoid(), -9, 0);
        check(new HardSwish(), 1, 2.0 / 3);
        check(new Softplus(), 0, Math.log(2));
        check(new Softplus(), 1000, 1000);
        check(new Softsign(), -3, -0.75);
        check(new Mish(), 0, 0);
        check(new Mish(), 1, Math.tanh(Math.log(1 + E)));
        check(new Swish(), 1, 1 / (1 + 1 / E));
        check(new Swish(2), 1, 1 / (1 + 1 / (E * E)));
        check(new ThresholdedRelu(), 1, 0);
        check(new ThresholdedRelu(), 1.5, 1.5);
        check(new Shrink(0.25f, 1), -2, -1.75);
        check(new Shrink(0.25f, 1), 2, 1.75);
        check(new Shrink(0.25f, 1), 1, 0);
        check(new Gelu(), 1, 0.8413447460685429);
        check(new Gelu(), -1, -0.15865525393145707);
        check(new Gelu(Gelu.Approximate.TANH), 1, 0.8411919906082768);
    }

    @Test
    void nanStaysWhereTheFormulaKeepsIt() {
        for (Operator operator : List.of(
                new Relu(),
                new LeakyRelu(),
                new Elu(),
                new Selu(),
                new Celu(),
                new HardSigmoid(),
                new HardSwish(),
                new Softplus(),
                new Softsign(),
                new Mish(),
                new Swish(),
                new Gelu(),
                new Clip())) {
            assertThat(One.run(operator, Tensor.scalar(FLOAT, NaN)).doubleAt(0))
                    .as("%s", operator)
                    .isNaN();
            assertThat(One.run(operator, Tensor.allocate(FLOAT, Shape.of(0, 2))).shape())
                    .isEqualTo(Shape.of(0, 2));
        }
    }

    @Test
    void clip() {
        Tensor x = Tensor.ofFloats(Shape.of(4), -5, 0, 5, Float.NaN);
        Tensor low = Tensor.scalar(FLOAT, -1);
        Tensor high = Tensor.ofFloats(Shape.of(1), 2);
        assertThat(One.run(new Clip(), x, low, high).toDoubles()).containsExactly(-1, 0, 2, NaN);
        assertThat(One.run(new Clip(), x, null, high).toDoubles()).containsExactly(-5, 0, 2, NaN);
        assertThat(One.run(new Clip(), x, high, low).toDoubles()).containsExactly(-1, -1, -1, NaN);
        assertThat(One.run(new Clip(), Tensor.scalar(FLOAT, 9), low, high).shape())
                .isEqualTo(Shape.SCALAR);
        assertThatThrownBy(() -> One.run(new Clip(), x, x)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void shrinkOfIntegersTakesWholeNumbers() {
        Tensor x = Tensor.ofLongs(INT32, Shape.of(3), -2, 1, 2);
        assertThat(One.run(new Shrink(1.9f, 1.5f), x).toLongs()).containsExactly(-1, 0, 1);
    }

    @Test
    void sumAndMean() {
        Tensor a = Tensor.ofFloats(Shape.of(2, 1), 1, 2);
        Tensor b = Tensor.ofFloats(Shape.of(2), 10, 20);
        Tensor c = Tensor.scalar(FLOAT, 300);
        assertThat(One.run(new Sum(), a, b, c).toDoubles()).containsExactly(311, 321, 312, 322);
        assertThat(One.run(new Mean(), a, b, c).doubleAt(0)).isEqualTo(311 / 3f);
        assertThat(One.run(new Sum(), a).toDoubles()).containsExactly(1, 2);
        assertThat(One.run(new Mean(), a).toDoubles()).containsExactly(1, 2);
    }
}
