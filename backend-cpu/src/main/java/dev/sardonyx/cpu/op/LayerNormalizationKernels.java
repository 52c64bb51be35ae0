package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.normalization.LayerNormalization;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** LayerNormalization on float32 whose scale and bias have one number for each element of a row. */
final class LayerNormalizationKernels implements KernelFactory {
    @Override
    public boolean claims(NodeQuery query) {
        LayerNormalization operator = (LayerNormalization) query.operator();
        return operator.stashType() == ElementType.FLOAT.code()
                && isRow(query, 1, operator.axis())
                && (!query.has(2) || isRow(query, 2, operator.axis()));
    }

    /** Whether input {@code i} has the shape of a row of a float32 tensor, which begins at {@code axis}. */
    static boolean isRow(NodeQuery query, int i, long axis) {
        TensorType x = query.tensorType(0);
        TensorType row = query.tensorType(i);
        if (x == null
                || row == null
                || x.elementType() != ElementType.FLOAT
                || row.elementType() != ElementType.FLOAT) {
            return false;
        }
        SymbolicShape shape = x.shape();
        SymbolicShape rowShape = row.shape();
        if (shape == null || rowShape == null) {
            return false;
        }
        int first = Axes.normalize(axis, shape.rank());
        return rowShape.dims().equals(shape.dims().subList(first, shape.rank()));
    }

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        LayerNormalization operator = (LayerNormalization) node.operator();
        Shape shape = node.inputShape(0);
        int first = Axes.normalize(operator.axis(), shape.rank());
        long length = shape.elements(first, shape.rank());
        boolean fits = operator.stashType() == ElementType.FLOAT.code()
                && node.inputType(0) == ElementType.FLOAT
                && node.inputShape(1).elements() == length
                && (!node.has(2) || node.inputShape(2).elements() == length);
        if (!fits || length == 0) {
            return null;
        }
        return new Normalize(
                context,
                shape.elements(0, first),
                length,
                operator.epsilon(),
                node.has(2) ? null : context.allocate(length * 4));
    }

    private record Normalize(
            KernelContext context,
            long rows,
            long length,
            double epsilon,
            @Nullable MemorySegment zeros) implements PreparedKernel {
        @Override
        public void run(Operands o) {
            context.rows()
                    .layerNorm(
                            o.input(0),
                            0,
                            o.input(1),
                            0,
                            zeros == null ? o.input(2) : zeros,
                            0,
                            epsilon,
                            o.output(0),
                            0,
                            rows,
                            length,
                            o.outputs().length > 1 ? o.outputs()[1] : null,
                            o.outputs().length > 2 ? o.outputs()[2] : null,
                            o.deadline());
        }
    }
}
