package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.normalization.LogSoftmax;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Softmax and its logarithm on float32 over the last axis, row by row; over other axes they are decomposed. */
final class SoftmaxKernels implements KernelFactory {
    private final boolean log;

    SoftmaxKernels(boolean log) {
        this.log = log;
    }

    private static long axis(Operator operator) {
        return operator instanceof Softmax(long axis) ? axis : ((LogSoftmax) operator).axis();
    }

    @Override
    public boolean claims(NodeQuery query) {
        SymbolicShape shape = KernelFactory.shape(query, 0);
        return KernelFactory.isFloat(query, 0)
                && shape != null
                && Axes.normalize(axis(query.operator()), shape.rank()) == shape.rank() - 1;
    }

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        Shape shape = node.inputShape(0);
        int last = shape.rank() - 1;
        if (node.inputType(0) != ElementType.FLOAT || Axes.normalize(axis(node.operator()), last + 1) != last) {
            return null;
        }
        long length = shape.dim(last);
        long rows = length == 0 ? 0 : shape.elements() / length;
        return log
                ? o -> context.rows().logSoftmax(o.input(0), 0, o.output(0), 0, rows, length, o.deadline())
                : o -> context.rows().softmax(o.input(0), 0, o.output(0), 0, rows, length, o.deadline());
    }
}
