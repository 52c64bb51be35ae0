package dev.sardonyx.cpu.op;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * Operands that broadcast to one shape, cut into runs: along a run each operand advances by 0 or by 1. Axes that all
 * operands walk alike are one axis, so that operands of equal shapes are a single run. Immutable.
 */
final class BroadcastRuns {
    /** Elements of a work item; fixed, so that chunks do not depend on the number of threads. */
    private static final long CHUNK = 16_384;

    /** The work on one run. */
    @FunctionalInterface
    interface Body {
        /**
         * Handles {@code count} elements.
         *
         * @param at where each operand begins
         * @param to where the result begins
         */
        void run(long[] at, long to, long count);
    }

    private final long[] sizes;
    private final long[][] strides;
    private final int[] steps;
    private final long inner;
    private final long rows;

    private BroadcastRuns(long[] sizes, long[][] strides, int[] steps, long inner, long rows) {
        this.sizes = sizes;
        this.strides = strides;
        this.steps = steps;
        this.inner = inner;
        this.rows = rows;
    }

    static BroadcastRuns of(Shape to, Shape... from) {
        int rank = to.rank();
        long[][] own = new long[from.length][];
        for (int k = 0; k < from.length; k++) {
            own[k] = Broadcasting.strides(from[k], to);
        }
        // Collapsed axes, the innermost first.
        long[] size = new long[rank + 1];
        long[][] stride = new long[rank + 1][from.length];
        int count = 0;
        for (int d = rank - 1; d >= 0; d--) {
            if (to.dim(d) == 1) {
                continue;
            }
            boolean merges = count > 0;
            for (int k = 0; k < from.length && merges; k++) {
                merges = own[k][d] == stride[count - 1][k] * size[count - 1];
            }
            if (merges) {
                size[count - 1] *= to.dim(d);
            } else {
                size[count] = to.dim(d);
                for (int k = 0; k < from.length; k++) {
                    stride[count][k] = own[k][d];
                }
                count++;
            }
        }
        int outer = Math.max(0, count - 1);
        long[] sizes = new long[outer];
        long[][] strides = new long[from.length][outer];
        for (int d = 0; d < outer; d++) {
            sizes[d] = size[count - 1 - d];
            for (int k = 0; k < from.length; k++) {
                strides[k][d] = stride[count - 1 - d][k];
            }
        }
        int[] steps = new int[from.length];
        for (int k = 0; k < from.length; k++) {
            steps[k] = Math.toIntExact(stride[0][k]);
        }
        long inner = count == 0 ? 1 : size[0];
        return new BroadcastRuns(sizes, strides, steps, inner, inner == 0 ? 0 : to.elements() / inner);
    }

    /** How far operand {@code k} advances from one element of a run to the next: 0 or 1. */
    int step(int k) {
        return steps[k];
    }

    /** Calls {@code body} for pieces that cover the result, from several threads. */
    void run(Parallel parallel, @Nullable Deadline deadline, Body body) {
        if (rows == 0) {
            return;
        }
        long pieces = Math.ceilDiv(inner, CHUNK);
        long perItem = pieces > 1 ? 1 : CHUNK / inner;
        parallel.forRange(Math.ceilDiv(rows, perItem) * pieces, deadline, (item, slot) -> {
            long first = item / pieces * perItem;
            rows(first, Math.min(rows, first + perItem), item % pieces * CHUNK, body);
        });
    }

    private void rows(long first, long end, long begin, Body body) {
        long[] at = new long[steps.length];
        long[] index = new long[sizes.length];
        long rest = first;
        for (int d = sizes.length - 1; d >= 0; d--) {
            index[d] = rest % sizes[d];
            rest /= sizes[d];
        }
        for (int k = 0; k < at.length; k++) {
            at[k] = begin * steps[k];
            for (int d = 0; d < index.length; d++) {
                at[k] += index[d] * strides[k][d];
            }
        }
        long count = Math.min(CHUNK, inner - begin);
        for (long row = first; row < end; row++) {
            body.run(at, row * inner + begin, count);
            next(index, at);
        }
    }

    private void next(long[] index, long[] at) {
        for (int d = sizes.length - 1; d >= 0; d--) {
            index[d]++;
            for (int k = 0; k < at.length; k++) {
                at[k] += strides[k][d];
            }
            if (index[d] < sizes[d]) {
                return;
            }
            for (int k = 0; k < at.length; k++) {
                at[k] -= strides[k][d] * sizes[d];
            }
            index[d] = 0;
        }
    }
}
