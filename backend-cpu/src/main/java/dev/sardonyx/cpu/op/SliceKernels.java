package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.movement.Slice;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Windows with steps of either sign. */
final class SliceKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        if (bytes == 0) {
            return null;
        }
        Shape in = node.inputShape(0);
        Slice.Window window = Slice.window(
                in,
                Movement.givenNumbers(node, 1),
                Movement.givenNumbers(node, 2),
                Movement.numbers(node, 3),
                Movement.numbers(node, 4));
        long[] strides = in.strides();
        long offset = 0;
        for (int i = 0; i < strides.length; i++) {
            offset += window.starts()[i] * strides[i];
            strides[i] *= window.steps()[i];
        }
        Shape out = window.shape();
        return Movement.copy(context.parallel(), offset, strides, 0, out.strides(), out.dims(), bytes);
    }
}
