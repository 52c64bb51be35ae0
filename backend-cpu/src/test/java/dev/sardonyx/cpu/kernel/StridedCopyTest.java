package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StridedCopyTest {
    @Test
    void everyPermutationAndElementSize() {
        Random random = new Random(1);
        int[][] permutations = {
            {0, 1, 2, 3}, {3, 2, 1, 0}, {0, 2, 1, 3}, {0, 3, 1, 2}, {1, 0, 3, 2}, {2, 3, 0, 1}, {0, 2, 3, 1}
        };
        long[][] shapes = {{2, 3, 4, 5}, {1, 17, 33, 1}, {3, 1, 20, 18}, {2, 2, 2, 40}};
        for (int bytes : new int[] {1, 2, 4, 8}) {
            for (long[] shape : shapes) {
                byte[] data = new byte[(int) (shape[0] * shape[1] * shape[2] * shape[3]) * bytes];
                random.nextBytes(data);
                MemorySegment from = nativeBytes(data);
                for (int[] p : permutations) {
                    MemorySegment to = nativeBytes(new byte[data.length]);
                    StridedCopy.transpose(from, 0, shape, p, to, 0, bytes);
                    byte[] expected = new byte[data.length];
                    long[] strides = StridedCopy.denseStrides(shape);
                    for (int i = 0; i < data.length / bytes; i++) {
                        long rest = i;
                        long at = 0;
                        for (int d = 3; d >= 0; d--) {
                            at += rest % shape[p[d]] * strides[p[d]];
                            rest /= shape[p[d]];
                        }
                        System.arraycopy(data, (int) at * bytes, expected, i * bytes, bytes);
                    }
                    assertThat(to.toArray(JAVA_BYTE)).isEqualTo(expected);
                }
            }
        }
    }

    private static MemorySegment nativeBytes(byte[] data) {
        MemorySegment segment = Arena.ofAuto().allocate(data.length, 64);
        MemorySegment.copy(data, 0, segment, JAVA_BYTE, 0, data.length);
        return segment;
    }

    @Test
    void slicesBroadcastsAndConcatenations() {
        MemorySegment x = Data.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        MemorySegment out = Data.result(4);
        // x[:, ::-2] of a 3 by 4 matrix, its last two rows.
        StridedCopy.copy(x, 7, new long[] {4, -2}, out, 0, new long[] {2, 1}, new long[] {2, 2}, 4);
        assertThat(Data.read(out, 4)).containsExactly(7, 5, 11, 9);
        MemorySegment repeated = Data.result(6);
        StridedCopy.copy(x, 1, new long[] {0, 1}, repeated, 0, new long[] {3, 1}, new long[] {2, 3}, 4);
        assertThat(Data.read(repeated, 6)).containsExactly(1, 2, 3, 1, 2, 3);
        StridedCopy.copy(x, 9, new long[] {1}, repeated, 1, new long[] {3}, new long[] {2}, 4);
        assertThat(Data.read(repeated, 6)).containsExactly(1, 9, 3, 1, 10, 3);
        StridedCopy.copy(x, 5, new long[] {}, repeated, 0, new long[] {}, new long[] {}, 4);
        StridedCopy.copy(x, 5, new long[] {1}, repeated, 0, new long[] {1}, new long[] {0}, 4);
        assertThat(Data.read(repeated, 6)).startsWith(5, 9);
    }
}
