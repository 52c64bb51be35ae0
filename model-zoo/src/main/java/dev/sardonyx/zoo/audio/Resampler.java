package dev.sardonyx.zoo.audio;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Changes the sample rate of a sound by a rational factor, with a polyphase filter: a sinc of 64 zero crossings to
 * either side in a Kaiser window, cut off at 94.8 % of the lower Nyquist frequency.
 *
 * <p>Tones below 85 % of the lower Nyquist frequency keep amplitude and phase (signal to noise above 120 dB); tones
 * above 103 % of it are 120 dB down. Before its start and after its end a sound is taken as silent.
 * Immutable and free to share between threads.
 */
public final class Resampler {
    private static final int ZERO_CROSSINGS = 64;
    private static final double ROLLOFF = 0.9475937167399596;
    private static final double KAISER_BETA = 14.769656459379492;
    private static final long MAX_TAPS = 1 << 23;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int up;
    private final int down;
    private final int halfTaps;
    /** For each of {@code up} positions between two input samples, the weights of its neighbours. */
    private final double[][] phases;

    private Resampler(int up, int down) {
        this.up = up;
        this.down = down;
        double cutoff = ROLLOFF * Math.min(1, (double) up / down);
        this.halfTaps = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        if (2L * halfTaps * up > MAX_TAPS) {
            throw new InputException("the rates " + down + " and " + up + " (reduced) need a filter of more than "
                    + MAX_TAPS + " taps; resample in two steps");
        }
        this.phases = new double[up][];
        for (int phase = 0; phase < up; phase++) {
            phases[phase] = weights((double) phase / up, cutoff);
        }
    }

    /**
     * @throws InputException if a rate is not positive, or the two have so little in common that the filter is too long
     */
    public static Resampler between(int fromRate, int toRate) {
        if (fromRate <= 0 || toRate <= 0) {
            throw new InputException("expected positive sample rates, found " + fromRate + " and " + toRate);
        }
        int common =
                BigInteger.valueOf(fromRate).gcd(BigInteger.valueOf(toRate)).intValue();
        return new Resampler(toRate / common, fromRate / common);
    }

    private double[] weights(double fraction, double cutoff) {
        double[] weights = new double[2 * halfTaps];
        for (int tap = 0; tap < weights.length; tap++) {
            double t = (tap - halfTaps + 1 - fraction) * cutoff;
            double window = Math.abs(t) < ZERO_CROSSINGS ? kaiser(t / ZERO_CROSSINGS) : 0;
            weights[tap] = cutoff * window * (t == 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t));
        }
        return weights;
    }

    private static double kaiser(double x) {
        return bessel0(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel0(KAISER_BETA);
    }

    /** The modified Bessel function of the first kind and order zero, by its power series. */
    private static double bessel0(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            double factor = x / (2 * k);
            term *= factor * factor;
            sum += term;
        }
        return sum;
    }

    /**
     * {@code samples} at the new rate; the result has ceil(n · to / from) samples, the first at the same time.
     *
     * @param samples a FLOAT tensor of one dimension
     * @throws InputException if it is something else
     */
    public Tensor resample(Tensor samples) {
        if (samples.elementType() != ElementType.FLOAT || samples.shape().rank() != 1) {
            throw new InputException("expected samples of type float[n], found " + samples.type());
        }
        if (up == down) {
            return samples;
        }
        float[] from = samples.toHost().toFloats();
        long count = Math.ceilDiv((long) from.length * up, down);
        Tensor to = Tensor.allocate(ElementType.FLOAT, Shape.of(count));
        for (long i = 0; i < count; i++) {
            long position = Math.multiplyExact(i, down);
            to.data().set(FLOAT, 4 * i, at(from, (int) (position / up), phases[(int) (position % up)]));
        }
        return to;
    }

    private float at(float[] from, int before, double[] weights) {
        int first = before - halfTaps + 1;
        double sum = 0;
        for (int tap = Math.max(0, -first); tap < weights.length && first + tap < from.length; tap++) {
            sum += weights[tap] * from[first + tap];
        }
        return (float) sum;
    }
}
