package dev.sardonyx.api.op.elementwise;

import static dev.sardonyx.api.tensor.ElementType.BOOL;
import static dev.sardonyx.api.tensor.ElementType.DOUBLE;
import static dev.sardonyx.api.tensor.ElementType.FLOAT;
import static dev.sardonyx.api.tensor.ElementType.FLOAT16;
import static dev.sardonyx.api.tensor.ElementType.INT32;
import static dev.sardonyx.api.tensor.ElementType.INT64;
import static dev.sardonyx.api.tensor.ElementType.UINT64;
import static dev.sardonyx.api.tensor.ElementType.UINT8;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnaryTest {
    private static double[] run(UnaryOperator operator, double... x) {
        return One.run(operator, Tensor.ofDoubles(DOUBLE, Shape.of(x.length), x))
                .toDoubles();
    }

    private static long[] run(UnaryOperator operator, ElementType type, long... x) {
        return One.run(operator, Tensor.ofLongs(type, Shape.of(x.length), x)).toLongs();
    }

    @Test
    void signsAndRounding() {
        assertThat(run(new Abs(), -2.5, -0.0, NaN)).containsExactly(2.5, 0.0, NaN);
        assertThat(run(new Neg(), 1, NEGATIVE_INFINITY)).containsExactly(-1, POSITIVE_INFINITY);
        assertThat(run(new Sign(), -3, 0, 7, NaN)).containsExactly(-1, 0, 1, NaN);
        assertThat(run(new Floor(), -1.5, 1.5)).containsExactly(-2, 1);
        assertThat(run(new Ceil(), -1.5, 1.5)).containsExactly(-1, 2);
        assertThat(run(new Round(), 0.5, 1.5, 2.5, -2.5, -3.7)).containsExactly(0, 2, 2, -2, -4);
    }

    @Test
    void integersWrap() {
        assertThat(run(new Abs(), INT32, Integer.MIN_VALUE, -7)).containsExactly(Integer.MIN_VALUE, 7);
        assertThat(run(new Abs(), UINT64, -1)).containsExactly(-1);
        assertThat(run(new Neg(), INT64, Long.MIN_VALUE, 3)).containsExactly(Long.MIN_VALUE, -3);
        assertThat(run(new Sign(), UINT64, -1, 0)).containsExactly(1, 0);
        assertThat(run(new BitwiseNot(), UINT8, 0, 0b1010_0000)).containsExactly(255, 0b0101_1111);
        assertThat(run(new Erf(), UINT64, -1, 1)).containsExactly(1, 0);
    }

    @Test
    void transcendentals() {
        assertThat(run(new Exp(), 0, NEGATIVE_INFINITY)).containsExactly(1, 0);
        assertThat(run(new Log(), 1, 0, -1)).containsExactly(0, NEGATIVE_INFINITY, NaN);
        assertThat(run(new Sqrt(), 9, -1)).containsExactly(3, NaN);
        assertThat(run(new Reciprocal(), 4, -0.0)).containsExactly(0.25, NEGATIVE_INFINITY);
        assertThat(run(new Sin(), 0)).containsExactly(0);
        assertThat(run(new Cos(), 0)).containsExactly(1);
        assertThat(run(new Tan(), Math.PI / 4)[0]).isCloseTo(1, within(1e-15));
        assertThat(run(new Asin(), 1, 2)).containsExactly(Math.PI / 2, NaN);
        assertThat(run(new Acos(), 1, 2)).containsExactly(0, NaN);
        assertThat(run(new Atan(), POSITIVE_INFINITY)).containsExactly(Math.PI / 2);
        assertThat(run(new Sinh(), 0)).containsExactly(0);
        assertThat(run(new Cosh(), 0)).containsExactly(1);
        assertThat(run(new Tanh(), NEGATIVE_INFINITY)).containsExactly(-1);
        assertThat(run(new Sigmoid(), 0, -1000, 1000, NaN)).containsExactly(0.5, 0, 1, NaN);
    }

    @Test
    void inverseHyperbolicFunctionsInvertOnTheirWholeRange() {
        for (double x : new double[] {1e-300, 1e-9, 1e-3, 0.3, 1, 5, 300}) {
            assertThat(run(new Asinh(), Math.sinh(x))[0] / x).isCloseTo(1, within(2e-15));
            assertThat(run(new Asinh(), -x)[0]).isEqualTo(-run(new Asinh(), x)[0]);
        }
        assertThat(run(new Acosh(), Math.cosh(5))[0]).isCloseTo(5, within(2e-15));
        assertThat(run(new Acosh(), 1, 0.5, POSITIVE_INFINITY)).containsExactly(0, NaN, POSITIVE_INFINITY);
        assertThat(run(new Asinh(), 1e300)[0]).isCloseTo(691.4686750787736, within(1e-12));
        assertThat(run(new Atanh(), 1e-300, Math.tanh(0.5))[1]).isCloseTo(0.5, within(2e-16));
        assertThat(run(new Atanh(), 1, -1, 1.5)).containsExactly(POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN);
    }

    @Test
    void erfIsExactToFifteenDigits() {
        for (double x = 1e-3; x < 6.5; x += 0.00731) {
            double expected = erf(x);
            assertThat(run(new Erf(), x)[0] / expected).as("erf(%s)", x).isCloseTo(1, within(1e-15));
        }
        assertThat(run(new Erf(), 0, -7, POSITIVE_INFINITY, NaN)).containsExactly(0, -1, 1, NaN);
    }

    /** Taylor's series in 80 digits. */
    private static double erf(double x) {
        MathContext digits = new MathContext(80);
        BigDecimal square = new BigDecimal(x).pow(2).negate();
        BigDecimal power = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 0; n < 300; n++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
            power = power.multiply(square, digits).divide(BigDecimal.valueOf(n + 1L), digits);
        }
        BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");
        return sum.multiply(BigDecimal.TWO).divide(pi.sqrt(digits), digits).doubleValue();
    }

    @Test
    void predicates() {
        Tensor isNaN = One.run(new IsNaN(), Tensor.ofDoubles(FLOAT16, Shape.of(2), NaN, POSITIVE_INFINITY));
        assertThat(isNaN.elementType()).isEqualTo(BOOL);
        assertThat(isNaN.toLongs()).containsExactly(1, 0);
        assertThat(run(new IsInf(), POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN)).containsExactly(1, 1, 0);
        assertThat(run(new IsInf(false, true), POSITIVE_INFINITY, NEGATIVE_INFINITY))
                .containsExactly(1, 0);
        assertThat(One.run(new Not(), Tensor.ofBooleans(Shape.of(2), true, false))
                        .toLongs())
                .containsExactly(0, 1);
    }

    @Test
    void scalarsAndEmptyTensors() {
        assertThat(One.run(new Exp(), Tensor.scalar(FLOAT, 0)).shape()).isEqualTo(Shape.SCALAR);
        for (UnaryOperator operator : List.of(new Exp(), new Abs(), new IsNaN())) {
            assertThat(One.run(operator, Tensor.allocate(FLOAT, Shape.of(2, 0))).shape())
                    .isEqualTo(Shape.of(2, 0));
        }
    }

    @Test
    void aTypeThatIsNotAllowedIsRefused() {
        assertThatThrownBy(() -> One.run(new Exp(), Tensor.scalar(1L)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("int64");
    }
}
