package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Tensors one after the other: for each, its rows go to their places. */
final class ConcatKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.outputType(0));
        if (bytes == 0) {
            return null;
        }
        Shape out = node.outputShape(0);
        int axis = Axes.normalize(((Concat) node.operator()).axis(), out.rank());
        long[] parts = new long[node.inputCount()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = node.inputShape(i).elements(axis, out.rank());
        }
        return new Join(context.parallel(), out.elements(0, axis), out.elements(axis, out.rank()), parts, bytes);
    }

    private record Join(Parallel parallel, long rows, long length, long[] parts, int bytes) implements PreparedKernel {
        @Override
        public void run(Operands o) {
            long at = 0;
            for (int i = 0; i < parts.length; i++) {
                if (parts[i] > 0) {
                    Movement.copy(
                            parallel,
                            o.deadline(),
                            o.input(i),
                            0,
                            new long[] {parts[i], 1},
                            o.output(0),
                            at,
                            new long[] {length, 1},
                            new long[] {rows, parts[i]},
                            bytes);
                }
                at += parts[i];
            }
        }
    }
}
