package dev.sardonyx.cpu.op;

import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.cpu.fusion.Activations;
import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Activation functions of float32 that are composites elsewhere: one pass instead of several. */
final class ActivationKernels implements KernelFactory {
    @Override
    public boolean claims(NodeQuery query) {
        return KernelFactory.isFloat(query, 0) && Activations.of(query.operator(), query::has, query::constant) != null;
    }

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        Activation f = Activations.of(node.operator(), node::has, node::constant);
        if (f == null || node.inputType(0) != ElementType.FLOAT) {
            return null;
        }
        long count = node.outputShape(0).elements();
        return o -> context.elementwise().unary(f, o.input(0), 0, o.output(0), 0, count, o.deadline());
    }
}
