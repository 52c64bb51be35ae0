package dev.sardonyx.cpu.op;

import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** A tensor repeated along its axes: a copy in which each axis has a second one, of stride 0, around it. */
final class TileKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        Shape in = node.inputShape(0);
        Shape out = node.outputShape(0);
        if (bytes == 0 || in.elements() == 0) {
            return null;
        }
        int rank = in.rank();
        long[] sizes = new long[2 * rank];
        long[] fromStrides = new long[2 * rank];
        long[] toStrides = new long[2 * rank];
        long[] own = in.strides();
        long[] target = out.strides();
        for (int i = 0; i < rank; i++) {
            sizes[2 * i] = out.dim(i) / in.dim(i);
            toStrides[2 * i] = target[i] * in.dim(i);
            sizes[2 * i + 1] = in.dim(i);
            fromStrides[2 * i + 1] = own[i];
            toStrides[2 * i + 1] = target[i];
        }
        return Movement.copy(context.parallel(), 0, fromStrides, 0, toStrides, sizes, bytes);
    }
}
