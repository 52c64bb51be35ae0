package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Rows chosen by indices. An index out of range is left to the definition, which names it. */
final class GatherKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        if (bytes == 0) {
            return null;
        }
        Shape data = node.inputShape(0);
        int axis = Axes.normalize(((Gather) node.operator()).axis(), data.rank());
        return new Choose(
                context,
                node.inputType(1),
                node.inputShape(1).elements(),
                data.elements(0, axis),
                data.dim(axis),
                data.elements(axis + 1, data.rank()) * bytes,
                new DefinitionKernel(node, context.limits()));
    }

    private record Choose(
            KernelContext context,
            ElementType indexType,
            long count,
            long rows,
            long dim,
            long blockBytes,
            PreparedKernel definition)
            implements PreparedKernel {
        private static final long CHUNK_BYTES = 131_072;

        @Override
        public void run(Operands o) {
            MemorySegment data = o.input(0);
            MemorySegment indices = o.input(1);
            MemorySegment out = o.output(0);
            for (long i = 0; i < count; i++) {
                long index = Gathering.index(indexType, indices, i);
                if (index < -dim || index >= dim) {
                    definition.run(o);
                    throw new IndexOutOfBoundsException("index " + index + " of " + dim);
                }
            }
            long perItem = Math.max(1, CHUNK_BYTES / Math.max(1, blockBytes));
            long total = blockBytes == 0 ? 0 : rows * count;
            context.parallel().forRange(Math.ceilDiv(total, perItem), o.deadline(), (item, slot) -> {
                for (long k = item * perItem; k < Math.min(total, (item + 1) * perItem); k++) {
                    long index = Gathering.index(indexType, indices, k % count);
                    long from = k / count * dim + (index < 0 ? index + dim : index);
                    MemorySegment.copy(data, from * blockBytes, out, k * blockBytes, blockBytes);
                }
            });
        }
    }
}
