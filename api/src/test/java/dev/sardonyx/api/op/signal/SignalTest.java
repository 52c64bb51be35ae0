package dev.sardonyx.api.op.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SignalTest {
    private static Tensor signal(float... values) {
        return Tensor.ofFloats(Shape.of(1, values.length, 1), values);
    }

    @Test
    void dftOfAnyLengthIsTheDefinition() {
        for (int n : new int[] {1, 2, 3, 5, 8, 12, 17}) {
            Tensor x = Tensor.allocate(ElementType.DOUBLE, Shape.of(n, 2));
            for (int i = 0; i < 2 * n; i++) {
                x.setDouble(i, Math.sin(1 + i * i));
            }
            Tensor y = One.tensor(new DFT(), x, null, Tensor.scalar(0L));
            for (int k = 0; k < n; k++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < n; i++) {
                    double t = -2 * Math.PI * k * i / n;
                    re += x.doubleAt(2L * i) * Math.cos(t) - x.doubleAt(2L * i + 1) * Math.sin(t);
                    im += x.doubleAt(2L * i) * Math.sin(t) + x.doubleAt(2L * i + 1) * Math.cos(t);
                }
                assertThat(y.doubleAt(2L * k)).isCloseTo(re, within(1e-12));
                assertThat(y.doubleAt(2L * k + 1)).isCloseTo(im, within(1e-12));
            }
            Tensor back = One.tensor(new DFT(true, false), y, null, Tensor.scalar(0L));
            for (int i = 0; i < 2 * n; i++) {
                assertThat(back.doubleAt(i)).isCloseTo(x.doubleAt(i), within(1e-13));
            }
        }
    }

    @Test
    void onesidedGoesThereAndBack() {
        Tensor x = signal(1, 2, 3, 4, 5);
        Tensor y = One.tensor(new DFT(false, true), x);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 2));
        Tensor back = One.tensor(new DFT(true, true), y, Tensor.scalar(5L));
        assertThat(back.shape()).isEqualTo(Shape.of(1, 5, 1));
        for (int i = 0; i < 5; i++) {
            assertThat(back.doubleAt(i)).isCloseTo(i + 1, within(1e-6));
        }
    }

    @Test
    void dftPadsAndRefusesWrongAxes() {
        Tensor y = One.tensor(new DFT(), signal(1, 1), Tensor.scalar(4L));
        assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 2));
        assertThat(y.doubleAt(0)).isEqualTo(2);
        assertThatThrownBy(() -> One.tensor(new DFT(), signal(1), null, Tensor.scalar(-1L)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.tensor(new DFT(), signal(1), Tensor.scalar(0L)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.tensor(new DFT(), signal())).isInstanceOf(ExecutionException.class);
    }

    @Test
    void stftSlides() {
        Tensor y = One.tensor(new STFT(), signal(1, 2, 3, 4, 5), Tensor.scalar(2L), One.floats(1, 0.5f), null);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 2, 2));
        assertThat(y.toFloats()).containsExactly(2, 0, 0, 0, 5, 0, 1, 0);
        assertThatThrownBy(() -> One.tensor(new STFT(), signal(1, 2), Tensor.scalar(0L), One.floats(1)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.tensor(new STFT(), signal(1), Tensor.scalar(1L), One.floats(1, 1)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void windows() {
        assertThat(One.tensor(new HannWindow(), Tensor.scalar(4L)).toFloats()).containsExactly(0, 0.5f, 1, 0.5f);
        assertThat(One.tensor(new HannWindow(ElementType.FLOAT, false), Tensor.scalar(3L))
                        .toFloats())
                .containsExactly(0, 1, 0);
        assertThat(One.tensor(new HammingWindow(), Tensor.scalar(2L)).toFloats())
                .containsExactly(4f / 46, 1);
        assertThat(One.tensor(new BlackmanWindow(ElementType.FLOAT, false), Tensor.scalar(1L))
                        .toFloats())
                .containsExactly(1);
        assertThat(One.tensor(new BlackmanWindow(), Tensor.scalar(0L)).elements())
                .isZero();
        assertThatThrownBy(() -> One.tensor(new HannWindow(), Tensor.scalar(-1L)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.tensor(new HannWindow(), Tensor.scalar(1L << 60)))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void melBandsLieWithinTheTransform() {
        Tensor y = One.tensor(
                new MelWeightMatrix(),
                Tensor.scalar(4L),
                Tensor.scalar(16L),
                Tensor.scalar(8000L),
                Tensor.scalar(ElementType.FLOAT, 0),
                Tensor.scalar(ElementType.FLOAT, 4000));
        assertThat(y.shape()).isEqualTo(Shape.of(9, 4));
        assertThatThrownBy(() -> One.tensor(
                        new MelWeightMatrix(),
                        Tensor.scalar(4L),
                        Tensor.scalar(16L),
                        Tensor.scalar(8000L),
                        Tensor.scalar(ElementType.FLOAT, 0),
                        Tensor.scalar(ElementType.FLOAT, 40000)))
                .isInstanceOf(ExecutionException.class);
    }
}
