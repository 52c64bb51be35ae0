package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PoolingTest {
    private static final float[] X = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    private static Pooling pooling(Parallel parallel, long kernel, long stride, long pad, long padEnd, long out) {
        long[] in = {3, 3};
        return new Pooling(
                parallel,
                1,
                in,
                new long[] {kernel, kernel},
                new long[] {stride, stride},
                new long[] {1, 1},
                new long[] {pad, pad},
                new long[] {padEnd, padEnd},
                new long[] {out, out});
    }

    @Test
    void largestOfWindows() {
        try (Parallel parallel = new Parallel(1)) {
            MemorySegment out = Data.result(4);
            MemorySegment indices = Arena.ofAuto().allocate(JAVA_LONG, 4);
            pooling(parallel, 3, 2, 1, 1, 2).max(Data.of(X), 0, out, 0, indices, 0, null);
            assertThat(Data.read(out, 4)).containsExactly(5, 6, 8, 9);
            assertThat(indices.toArray(JAVA_LONG)).containsExactly(4, 5, 7, 8);
            float[] x = X.clone();
            x[0] = Float.NaN;
            pooling(parallel, 3, 2, 1, 1, 2).max(Data.of(x), 0, out, 0, null, 0, null);
            assertThat(Data.read(out, 4)).containsExactly(Float.NaN, 6, 8, 9);
        }
    }

    @Test
    void averageWithAndWithoutPadding() {
        try (Parallel parallel = new Parallel(1)) {
            MemorySegment out = Data.result(4);
            pooling(parallel, 3, 2, 1, 1, 2).average(Data.of(X), 0, out, 0, false, null);
            assertThat(Data.read(out, 4)).containsExactly(3, 4, 6, 7);
            pooling(parallel, 3, 2, 1, 1, 2).average(Data.of(X), 0, out, 0, true, null);
            assertThat(Data.read(out, 4)).containsExactly(12 / 9f, 16 / 9f, 24 / 9f, 28 / 9f);
            // Sizes rounded up: the last window hangs over the end, and only places in the padding count.
            pooling(parallel, 2, 2, 0, 0, 2).average(Data.of(X), 0, out, 0, true, null);
            assertThat(Data.read(out, 4)).containsExactly(3, 4.5f, 7.5f, 9);
        }
    }

    @Test
    void dilatedWindowsOnOneAxis() {
        try (Parallel parallel = new Parallel(2)) {
            long[] two = {2};
            Pooling pooling = new Pooling(
                    parallel, 2, new long[] {4}, two, new long[] {1}, two, new long[] {1}, new long[] {1}, new long[] {4
                    });
            MemorySegment out = Data.result(8);
            pooling.max(Data.of(1, 2, 3, 4, 8, 7, 6, 5), 0, out, 0, null, 0, null);
            assertThat(Data.read(out, 8)).containsExactly(2, 3, 4, 3, 7, 8, 7, 6);
        }
    }
}
