package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Axes of size 1 repeated. */
final class ExpandKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        if (bytes == 0) {
            return null;
        }
        Shape out = node.outputShape(0);
        long[] strides = Broadcasting.strides(node.inputShape(0), out);
        return Movement.copy(context.parallel(), 0, strides, 0, out.strides(), out.dims(), bytes);
    }
}
