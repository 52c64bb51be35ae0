package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.reduction.ArgReduceOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The place of the largest or smallest float32 along an axis. */
final class ArgReduceKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        ArgReduceOperator operator = (ArgReduceOperator) node.operator();
        if (node.inputType(0) != ElementType.FLOAT) {
            return null;
        }
        Shape in = node.inputShape(0);
        int axis = Axes.normalize(operator.axis(), in.rank());
        return new Search(
                context.parallel(),
                node.outputShape(0).elements(),
                in.dim(axis),
                in.elements(axis + 1, in.rank()),
                operator.isMax(),
                operator.selectLastIndex());
    }

    private record Search(Parallel parallel, long count, long length, long inner, boolean max, boolean lastOfEquals)
            implements PreparedKernel {
        private static final long CHUNK = 16_384;

        @Override
        public void run(Operands o) {
            MemorySegment in = o.input(0);
            MemorySegment out = o.output(0);
            long perItem = Math.max(1, CHUNK / Math.max(1, length));
            parallel.forRange(Math.ceilDiv(count, perItem), o.deadline(), (item, slot) -> {
                for (long i = item * perItem; i < Math.min(count, (item + 1) * perItem); i++) {
                    out.set(JAVA_LONG_UNALIGNED, i * 8, search(in, i / inner * length * inner + i % inner));
                }
            });
        }

        private long search(MemorySegment in, long first) {
            long best = 0;
            float most = in.get(JAVA_FLOAT_UNALIGNED, first * 4);
            for (long k = 1; k < length; k++) {
                float x = in.get(JAVA_FLOAT_UNALIGNED, (first + k * inner) * 4);
                boolean isNumber = !Float.isNaN(x);
                boolean isBest = !Float.isNaN(most);
                // NaN goes before every number.
                boolean better = isNumber ? isBest && (max ? x > most : x < most) : isBest;
                boolean equal = x == most || (!isNumber && !isBest);
                if (better || (equal && lastOfEquals)) {
                    best = k;
                    most = x;
                }
            }
            return best;
        }
    }
}
