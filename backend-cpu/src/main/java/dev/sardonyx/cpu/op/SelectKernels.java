package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Elements from one of two tensors, copied bit for bit, with broadcasting. */
final class SelectKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bits = node.outputType(0).bits();
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            return null;
        }
        BroadcastRuns runs =
                BroadcastRuns.of(node.outputShape(0), node.inputShape(0), node.inputShape(1), node.inputShape(2));
        return new Select(context, runs, bits);
    }

    private record Select(KernelContext context, BroadcastRuns runs, int bits) implements PreparedKernel {
        @Override
        public void run(Operands o) {
            MemorySegment c = o.input(0);
            MemorySegment x = o.input(1);
            MemorySegment y = o.input(2);
            MemorySegment out = o.output(0);
            runs.run(context.parallel(), o.deadline(), (at, to, count) -> {
                switch (bits) {
                    case 8 -> bytes(c, at[0], x, at[1], y, at[2], out, to, count);
                    case 16 -> shorts(c, at[0], x, at[1], y, at[2], out, to, count);
                    case 32 -> ints(c, at[0], x, at[1], y, at[2], out, to, count);
                    default -> longs(c, at[0], x, at[1], y, at[2], out, to, count);
                }
            });
        }

        private boolean isFirst(MemorySegment c, long at, long i) {
            return c.get(JAVA_BYTE, at + i * runs.step(0)) != 0;
        }

        private void bytes(
                MemorySegment c,
                long cAt,
                MemorySegment x,
                long xAt,
                MemorySegment y,
                long yAt,
                MemorySegment out,
                long to,
                long count) {
            for (long i = 0; i < count; i++) {
                byte first = x.get(JAVA_BYTE, xAt + i * runs.step(1));
                byte second = y.get(JAVA_BYTE, yAt + i * runs.step(2));
                out.set(JAVA_BYTE, to + i, isFirst(c, cAt, i) ? first : second);
            }
        }

        private void shorts(
                MemorySegment c,
                long cAt,
                MemorySegment x,
                long xAt,
                MemorySegment y,
                long yAt,
                MemorySegment out,
                long to,
                long count) {
            for (long i = 0; i < count; i++) {
                short first = x.get(JAVA_SHORT_UNALIGNED, (xAt + i * runs.step(1)) * 2);
                short second = y.get(JAVA_SHORT_UNALIGNED, (yAt + i * runs.step(2)) * 2);
                out.set(JAVA_SHORT_UNALIGNED, (to + i) * 2, isFirst(c, cAt, i) ? first : second);
            }
        }

        private void ints(
                MemorySegment c,
                long cAt,
                MemorySegment x,
                long xAt,
                MemorySegment y,
                long yAt,
                MemorySegment out,
                long to,
                long count) {
            for (long i = 0; i < count; i++) {
                int first = x.get(JAVA_INT_UNALIGNED, (xAt + i * runs.step(1)) * 4);
                int second = y.get(JAVA_INT_UNALIGNED, (yAt + i * runs.step(2)) * 4);
                out.set(JAVA_INT_UNALIGNED, (to + i) * 4, isFirst(c, cAt, i) ? first : second);
            }
        }

        private void longs(
                MemorySegment c,
                long cAt,
                MemorySegment x,
                long xAt,
                MemorySegment y,
                long yAt,
                MemorySegment out,
                long to,
                long count) {
            for (long i = 0; i < count; i++) {
                long first = x.get(JAVA_LONG_UNALIGNED, (xAt + i * runs.step(1)) * 8);
                long second = y.get(JAVA_LONG_UNALIGNED, (yAt + i * runs.step(2)) * 8);
                out.set(JAVA_LONG_UNALIGNED, (to + i) * 8, isFirst(c, cAt, i) ? first : second);
            }
        }
    }
}
