package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.tensor.Tensor;

/** Moves elements by one table per axis, which says for each place of the result where it comes from. */
final class AxisMaps {
    private AxisMaps() {}

    /**
     * Fills {@code y} so that y[p0, p1, ...] = x[maps[0][p0], maps[1][p1], ...]; places where a table says -1
     * stay as they are.
     */
    static void copy(Deadline deadline, Tensor x, Tensor y, int[][] maps) {
        copy(deadline, x, y, maps, new long[] {0}, 0, 0);
    }

    private static void copy(Deadline deadline, Tensor x, Tensor y, int[][] maps, long[] next, int axis, long offset) {
        if (axis == maps.length) {
            ElementCopy.one(x, offset, y, next[0]++);
            return;
        }
        long stride = x.shape().elements(axis + 1, maps.length);
        long block = y.shape().elements(axis + 1, maps.length);
        boolean last = axis == maps.length - 1;
        if (last) {
            deadline.check();
        }
        for (int from : maps[axis]) {
            if (from < 0) {
                next[0] += block;
            } else if (last) {
                ElementCopy.one(x, offset + from, y, next[0]++);
            } else {
                copy(deadline, x, y, maps, next, axis + 1, offset + from * stride);
            }
        }
    }
}
