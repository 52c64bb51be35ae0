package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Native test data and the checks on results. */
final class Data {
    /** Sizes around the borders of tiles and vectors. */
    static final int[] SIZES = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 251};

    private static final float SENTINEL = 12345.678f;
    private static final int GUARD = 64;

    private Data() {}

    /** Both forms of the kernels. */
    static List<FloatKernels> kernels() {
        return List.of(new PlainFloatKernels(), KernelLookup.kernels());
    }

    static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    static MemorySegment of(float... values) {
        MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, values.length) * 4L, 64);
        MemorySegment.copy(values, 0, segment, JAVA_FLOAT, 0, values.length);
        return segment;
    }

    /** Memory for a result, followed by a guard that {@link #read} checks. */
    static MemorySegment result(int count) {
        float[] values = new float[count + GUARD];
        Arrays.fill(values, SENTINEL);
        return of(values);
    }

    static float[] read(MemorySegment segment, int count) {
        float[] values = segment.toArray(JAVA_FLOAT);
        float[] guard = new float[values.length - count];
        Arrays.fill(guard, SENTINEL);
        assertThat(Arrays.copyOfRange(values, count, values.length))
                .as("guard after the result")
                .isEqualTo(guard);
        return Arrays.copyOf(values, count);
    }

    /** Checks |y - r| &lt;= (terms + 2) 2^-24 sum + 1 ulp. */
    static void assertSum(float y, double r, double sum, int terms, String what) {
        double bound = (terms + 2) * 0x1p-24 * sum + Math.ulp((float) r);
        if (!(Math.abs(y - r) <= bound)) {
            throw new AssertionError(what + ": " + y + " instead of " + r + ", off by more than " + bound);
        }
    }

    /** The distance of {@code y} from {@code r} in units in the last place of the float next to {@code r}. */
    static double ulps(float y, double r) {
        float rounded = (float) r;
        if (Double.isNaN(r) || Float.isNaN(y)) {
            return Double.isNaN(r) && Float.isNaN(y) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (y == rounded) {
            return 0;
        }
        if (Float.isInfinite(rounded)) {
            // The float after the largest would be 2^128.
            return Float.isInfinite(y) ? Double.POSITIVE_INFINITY : (Math.abs(r) - Math.abs(y)) / 0x1p104;
        }
        if (Float.isInfinite(y)) {
            return (0x1p128 - Math.abs(r)) / 0x1p104;
        }
        return Math.abs(y - r) / Math.ulp(rounded);
    }
}
