package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Permuted axes. */
final class TransposeKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        if (bytes == 0) {
            return null;
        }
        Shape out = node.outputShape(0);
        long[] own = node.inputShape(0).strides();
        int[] axes = ((Transpose) node.operator()).axes(out.rank());
        long[] strides = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            strides[i] = own[axes[i]];
        }
        return Movement.copy(context.parallel(), 0, strides, 0, out.strides(), out.dims(), bytes);
    }
}
