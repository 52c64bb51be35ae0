package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.movement.Split;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** A tensor cut along one axis. */
final class SplitKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        int outputs = node.node().outputs().size();
        for (int k = 0; k < outputs; k++) {
            // The places of the parts after it depend on its size, which only a type tells.
            if (!node.wants(k)) {
                return null;
            }
        }
        if (bytes == 0) {
            return null;
        }
        Shape in = node.inputShape(0);
        int axis = Axes.normalize(((Split) node.operator()).axis(), in.rank());
        long[] parts = new long[outputs];
        for (int k = 0; k < outputs; k++) {
            parts[k] = node.outputShape(k).elements(axis, in.rank());
        }
        return new Cut(context.parallel(), in.elements(0, axis), in.elements(axis, in.rank()), parts, bytes);
    }

    private record Cut(Parallel parallel, long rows, long length, long[] parts, int bytes) implements PreparedKernel {
        @Override
        public void run(Operands o) {
            long at = 0;
            for (int k = 0; k < parts.length; k++) {
                if (parts[k] > 0) {
                    Movement.copy(
                            parallel,
                            o.deadline(),
                            o.input(0),
                            at,
                            new long[] {length, 1},
                            o.output(k),
                            0,
                            new long[] {parts[k], 1},
                            new long[] {rows, parts[k]},
                            bytes);
                }
                at += parts[k];
            }
        }
    }
}
