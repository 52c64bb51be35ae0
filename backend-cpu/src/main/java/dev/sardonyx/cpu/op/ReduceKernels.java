package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.reduction.ReduceOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Reduction;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Sums, means and extremes of float32 over any axes. Axes at the end are rows; one group of axes elsewhere is reduced
 * where it lies; others are moved to the end first.
 */
final class ReduceKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        ReduceOperator operator = (ReduceOperator) node.operator();
        Reduction kind = kind(operator.kind());
        if (kind == null || node.inputType(0) != ElementType.FLOAT) {
            return null;
        }
        Shape in = node.inputShape(0);
        boolean[] reduced = operator.reduced(in.rank(), Movement.numbers(node, 1));
        // Groups of neighbours that are treated alike; axes of size 1 belong to any.
        long[] sizes = new long[in.rank()];
        boolean[] kinds = new boolean[in.rank()];
        int groups = 0;
        for (int d = 0; d < in.rank(); d++) {
            if (in.dim(d) == 1) {
                continue;
            }
            if (groups > 0 && kinds[groups - 1] == reduced[d]) {
                sizes[groups - 1] *= in.dim(d);
            } else {
                sizes[groups] = in.dim(d);
                kinds[groups++] = reduced[d];
            }
        }
        long length = 1;
        for (int g = 0; g < groups; g++) {
            length *= kinds[g] ? sizes[g] : 1;
        }
        long rows = node.outputShape(0).elements();
        boolean last = groups == 0 || kinds[groups - 1];
        int reductions = 0;
        for (int g = 0; g < groups; g++) {
            reductions += kinds[g] ? 1 : 0;
        }
        if (reductions == 0) {
            return new CopyKernels().prepare(node, context);
        }
        long count = length;
        if (reductions == 1 && last) {
            return o -> context.rows().reduceInner(kind, o.input(0), 0, o.output(0), 0, rows, count, o.deadline());
        }
        if (reductions == 1) {
            long inner = sizes[groups - 1];
            long blocks = inner == 0 ? 0 : rows / inner;
            return o ->
                    context.rows().reduceOuter(kind, o.input(0), 0, o.output(0), 0, blocks, count, inner, o.deadline());
        }
        return Moved.of(context, kind, java.util.Arrays.copyOf(sizes, groups), kinds, rows, count);
    }

    private static @Nullable Reduction kind(ReduceOperator.Kind kind) {
        return switch (kind) {
            case SUM -> Reduction.SUM;
            case MEAN -> Reduction.MEAN;
            case MAX -> Reduction.MAX;
            case MIN -> Reduction.MIN;
            case PROD -> null;
        };
    }

    /** A reduction of rows that are gathered in scratch. */
    private record Moved(KernelContext context, Reduction kind, long[] strides, long[] sizes, long rows, long length)
            implements PreparedKernel {
        static Moved of(KernelContext context, Reduction kind, long[] sizes, boolean[] kinds, long rows, long length) {
            long[] own = Shape.of(sizes).strides();
            long[] strides = new long[sizes.length];
            long[] moved = new long[sizes.length];
            int at = 0;
            for (boolean reduced : new boolean[] {false, true}) {
                for (int g = 0; g < sizes.length; g++) {
                    if (kinds[g] == reduced) {
                        strides[at] = own[g];
                        moved[at++] = sizes[g];
                    }
                }
            }
            return new Moved(context, kind, strides, moved, rows, length);
        }

        @Override
        public long scratchBytes() {
            return Math.max(64, rows * length * 4);
        }

        @Override
        public void run(Operands o) {
            MemorySegment scratch = o.scratch();
            Movement.copy(
                    context.parallel(),
                    o.deadline(),
                    o.input(0),
                    0,
                    strides,
                    scratch,
                    0,
                    Shape.of(sizes).strides(),
                    sizes,
                    4);
            context.rows().reduceInner(kind, scratch, 0, o.output(0), 0, rows, length, o.deadline());
        }
    }
}
