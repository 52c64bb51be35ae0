package dev.sardonyx.zoo.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({"44100,16000,1000", "44100,16000,6800", "16000,44100,1000", "48000,16000,440", "8000,16000,3000"})
    void keepsASineWithMoreThan120DecibelsOfSignalToNoise(int from, int to, double frequency) {
        Tensor out = Resampler.between(from, to).resample(sine(from, frequency, from));

        assertThat(out.elements()).isEqualTo(to);
        double signal = 0;
        double noise = 0;
        // Near its ends the sound meets the silence around it.
        for (int i = to / 10; i < to - to / 10; i++) {
            double exact = Math.sin(2 * Math.PI * frequency * i / to);
            signal += exact * exact;
            noise += Math.pow(out.doubleAt(i) - exact, 2);
        }
        assertThat(10 * Math.log10(signal / noise)).isGreaterThan(120);
    }

    @ParameterizedTest
    @CsvSource({"44100,16000,8600", "44100,16000,15000", "48000,8000,4500"})
    void removesWhatWouldAlias(int from, int to, double frequency) {
        Tensor out = Resampler.between(from, to).resample(sine(from, frequency, from));

        double noise = 0;
        for (int i = to / 10; i < to - to / 10; i++) {
            noise = Math.max(noise, Math.abs(out.doubleAt(i)));
        }
        assertThat(20 * Math.log10(noise)).isLessThan(-120);
    }

    @Test
    void returnsTheSameSoundForTheSameRate() {
        Tensor sound = sine(100, 3, 8000);

        assertThat(Resampler.between(8000, 8000).resample(sound)).isSameAs(sound);
    }

    @Test
    void rejectsRatesThatMakeNoFilter() {
        assertThatThrownBy(() -> Resampler.between(0, 8000)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Resampler.between(191_999, 192_001))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two steps");
    }

    @Test
    void takesTheEmptySound() {
        Tensor out = Resampler.between(44100, 16000).resample(Tensor.ofFloats(Shape.of(0)));

        assertThat(out.shape()).isEqualTo(Shape.of(0));
    }

    private static Tensor sine(int count, double frequency, int rate) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(2 * Math.PI * frequency * i / rate);
        }
        return Tensor.ofFloats(Shape.of(count), values);
    }
}
