package dev.sardonyx.cpu.op;

import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;

/** The elements of input 0 as they are, for Identity, Reshape and others whose output cannot be a view. */
final class CopyKernels implements KernelFactory {
    @Override
    public PreparedKernel prepare(BoundNode node, KernelContext context) {
        long bytes = node.outputType(0).bytes(node.outputShape(0).elements());
        return o -> java.lang.foreign.MemorySegment.copy(o.input(0), 0, o.output(0), 0, bytes);
    }
}
