package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.normalization.RMSNormalization;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** RMSNormalization on float32 whose scale has one number for each element of a row. */
final class RMSNormalizationKernels implements KernelFactory {
    @Override
    public boolean claims(NodeQuery query) {
        RMSNormalization operator = (RMSNormalization) query.operator();
        return operator.stashType() == ElementType.FLOAT.code()
                && LayerNormalizationKernels.isRow(query, 1, operator.axis());
    }

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        RMSNormalization operator = (RMSNormalization) node.operator();
        Shape shape = node.inputShape(0);
        int first = Axes.normalize(operator.axis(), shape.rank());
        long length = shape.elements(first, shape.rank());
        boolean fits = operator.stashType() == ElementType.FLOAT.code()
                && node.inputType(0) == ElementType.FLOAT
                && node.inputType(1) == ElementType.FLOAT
                && node.inputShape(1).elements() == length;
        if (!fits || length == 0) {
            return null;
        }
        long rows = shape.elements(0, first);
        MemorySegment zeros = context.allocate(length * 4);
        double epsilon = operator.epsilon();
        return o -> context.rows()
                .rmsNorm(o.input(0), 0, o.input(1), 0, zeros, 0, epsilon, o.output(0), 0, rows, length, o.deadline());
    }
}
