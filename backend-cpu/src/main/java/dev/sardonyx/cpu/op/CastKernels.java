package dev.sardonyx.cpu.op;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Conversions between float32, float64, 16-bit floating types, integers and bool. */
final class CastKernels implements KernelFactory {
    private static final long CHUNK = 16_384;

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        ElementType from = node.inputType(0);
        ElementType to = node.outputType(0);
        if (from == to) {
            return new CopyKernels().prepare(node, context);
        }
        long count = node.outputShape(0).elements();
        boolean fromLongs = ElementBlocks.areLongs(from);
        boolean toLongs = ElementBlocks.areLongs(to);
        boolean unsigned = from == ElementType.UINT64 || to == ElementType.UINT64;
        boolean known = (fromLongs || ElementBlocks.areDoubles(from)) && (toLongs || ElementBlocks.areDoubles(to));
        if (!known || (unsigned && fromLongs != toLongs)) {
            return null;
        }
        // A 64-bit integer goes to float32 directly: by way of double it would be rounded twice.
        boolean wide = fromLongs && from.bits() >= 64 && to.bits() < 32 && !toLongs;
        return wide ? null : new Conversion(context.parallel(), from, to, count);
    }

    private record Conversion(Parallel parallel, ElementType from, ElementType to, long count)
            implements PreparedKernel {
        @Override
        public void run(Operands o) {
            MemorySegment in = o.input(0);
            MemorySegment out = o.output(0);
            parallel.forRange(Math.ceilDiv(count, CHUNK), o.deadline(), (item, slot) -> {
                long end = Math.min(count, (item + 1) * CHUNK);
                ElementBlocks blocks = ElementBlocks.ofThread();
                for (long at = item * CHUNK; at < end; at += ElementBlocks.SIZE) {
                    block(blocks, in, out, at, (int) Math.min(ElementBlocks.SIZE, end - at));
                }
            });
        }

        private void block(ElementBlocks blocks, MemorySegment in, MemorySegment out, long at, int some) {
            boolean toLongs = ElementBlocks.areLongs(to);
            if (ElementBlocks.areLongs(from)) {
                ElementBlocks.load(from, in, at, 1, some, blocks.x);
                if (!toLongs) {
                    for (int i = 0; i < some; i++) {
                        blocks.w[i] = to == ElementType.FLOAT ? (float) blocks.x[i] : (double) blocks.x[i];
                    }
                    ElementBlocks.store(blocks.w, some, to, out, at);
                    return;
                }
            } else {
                ElementBlocks.load(from, in, at, 1, some, blocks.u);
                if (!toLongs) {
                    ElementBlocks.store(blocks.u, some, to, out, at);
                    return;
                }
                truncate(blocks.u, some, blocks.x);
            }
            ElementBlocks.store(blocks.x, some, to, out, at);
        }

        /** Toward zero, saturating, NaN as 0; for bool, whether it differs from zero. */
        private void truncate(double[] values, int some, long[] result) {
            if (to == ElementType.BOOL) {
                for (int i = 0; i < some; i++) {
                    result[i] = values[i] == 0 ? 0 : 1;
                }
                return;
            }
            int bits = to.bits();
            boolean signed = to.kind() == ElementType.Kind.SIGNED;
            long most = -1L >>> (64 - bits + (signed ? 1 : 0));
            long least = signed ? -most - 1 : 0;
            for (int i = 0; i < some; i++) {
                result[i] = Math.max(least, Math.min(most, (long) values[i]));
            }
        }
    }
}
