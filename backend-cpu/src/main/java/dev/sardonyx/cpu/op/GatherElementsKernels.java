package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.indexing.GatherElements;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Elements chosen by indices, one by one. An index out of range is left to the definition, which names it. */
final class GatherElementsKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        if (bytes == 0) {
            return null;
        }
        Shape data = node.inputShape(0);
        return new Choose(
                context,
                node.inputType(1),
                node.outputShape(0).dims(),
                data,
                Axes.normalize(((GatherElements) node.operator()).axis(), data.rank()),
                bytes,
                new DefinitionKernel(node, context.limits()));
    }

    private record Choose(
            KernelContext context,
            ElementType indexType,
            long[] sizes,
            Shape data,
            int axis,
            int bytes,
            PreparedKernel definition)
            implements PreparedKernel {
        private static final long CHUNK = 16_384;

        @Override
        public void run(Operands o) {
            long total = Shape.of(sizes).elements();
            try {
                context.parallel().forRange(Math.ceilDiv(total, CHUNK), o.deadline(), (item, slot) -> {
                    some(o, item * CHUNK, Math.min(total, (item + 1) * CHUNK));
                });
            } catch (IndexOutOfBoundsException e) {
                definition.run(o);
                throw e;
            }
        }

        private void some(Operands o, long begin, long end) {
            MemorySegment in = o.input(0);
            MemorySegment indices = o.input(1);
            MemorySegment out = o.output(0);
            long dim = data.dim(axis);
            long[] strides = data.strides();
            for (long i = begin; i < end; i++) {
                long index = Gathering.index(indexType, indices, i);
                if (index < -dim || index >= dim) {
                    throw new IndexOutOfBoundsException("index " + index + " of " + dim);
                }
                long from = (index < 0 ? index + dim : index) * strides[axis];
                long rest = i;
                for (int d = sizes.length - 1; d >= 0; d--) {
                    from += d == axis ? 0 : rest % sizes[d] * strides[d];
                    rest /= sizes[d];
                }
                MemorySegment.copy(in, from * bytes, out, i * bytes, bytes);
            }
        }
    }
}
