package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.contraction.ConvGeometry;
import dev.sardonyx.api.op.pooling.MaxPool;
import dev.sardonyx.api.op.pooling.PoolOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Pooling;
import dev.sardonyx.cpu.kernel.Reduction;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Largest and average numbers of windows of float32; global pools are reductions of rows. */
final class PoolKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        PoolOperator operator = (PoolOperator) node.operator();
        Shape x = node.inputShape(0);
        if (node.inputType(0) != ElementType.FLOAT || operator.kind() == PoolOperator.Kind.LP) {
            return null;
        }
        boolean max = operator.kind() == PoolOperator.Kind.MAX;
        long planes = x.dim(0) * x.dim(1);
        if (operator.isGlobal()) {
            long size = x.elements(2, x.rank());
            Reduction kind = max ? Reduction.MAX : Reduction.MEAN;
            return o -> context.rows().reduceInner(kind, o.input(0), 0, o.output(0), 0, planes, size, o.deadline());
        }
        ConvGeometry geometry = operator.geometry(x);
        if (geometry.rank() < 1 || geometry.rank() > 3) {
            return null;
        }
        boolean indices = node.wants(1);
        if (indices && (hasEmptyWindows(geometry) || ((MaxPool) operator).storageOrder() != 0)) {
            return null;
        }
        Pooling pooling = new Pooling(
                context.parallel(),
                planes,
                perAxis(geometry, geometry::input),
                perAxis(geometry, geometry::kernel),
                perAxis(geometry, geometry::stride),
                perAxis(geometry, geometry::dilation),
                perAxis(geometry, geometry::padBegin),
                perAxis(geometry, geometry::padEnd),
                perAxis(geometry, geometry::output));
        boolean pads = operator.countIncludePad();
        return max
                ? o -> pooling.max(o.input(0), 0, o.output(0), 0, indices ? o.output(1) : null, 0, o.deadline())
                : o -> pooling.average(o.input(0), 0, o.output(0), 0, pads, o.deadline());
    }

    /** Whether a window may lie in the padding altogether, or between elements: it has no largest element. */
    private static boolean hasEmptyWindows(ConvGeometry g) {
        for (int i = 0; i < g.rank(); i++) {
            long last = (g.output(i) - 1) * g.stride(i) - g.padBegin(i);
            if (g.padBegin(i) >= g.kernel(i) * g.dilation(i)
                    || last >= g.input(i)
                    || (g.dilation(i) > 1 && g.dilation(i) >= g.input(i))) {
                return true;
            }
        }
        return false;
    }

    private static long[] perAxis(ConvGeometry geometry, IntToLongFunction value) {
        long[] values = new long[geometry.rank()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsLong(i);
        }
        return values;
    }
}
