package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.fusion.Finish;
import dev.sardonyx.cpu.kernel.Epilogue;
import dev.sardonyx.cpu.kernel.Gemm;
import dev.sardonyx.cpu.kernel.PackedMatrix;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** MatMul on float32 and what is fused with it: a constant B of rank 2 is packed once, any other in each run. */
final class MatMulKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        return prepare(node, context, Finish.NONE);
    }

    static @Nullable PreparedKernel prepare(BoundNode node, KernelContext context, Finish finish) {
        if (node.outputType(0) != ElementType.FLOAT) {
            return null;
        }
        Shape a = matrix(node.inputShape(0), true);
        Shape b = matrix(node.inputShape(1), false);
        Tensor weights = node.constant(1);
        if (weights != null && b.rank() == 2 && b.elements() > 0) {
            long depth = b.dim(0);
            long columns = b.dim(1);
            PackedMatrix packed = context.packed(
                    "MatMul " + node.inputName(1),
                    () -> context.gemm().pack(weights.data(), 0, depth, columns, columns, false, context.arena()));
            return new ConstantB(context.gemm(), packed, a.elements() / depth, depth, columns, finish);
        }
        return new VariableB(context.gemm(), a, b, finish);
    }

    private static Shape matrix(Shape shape, boolean row) {
        if (shape.rank() > 1) {
            return shape;
        }
        return row ? Shape.of(1, shape.elements()) : Shape.of(shape.elements(), 1);
    }

    /** What follows a product whose first element is number {@code at} of the output. */
    static Epilogue epilogue(Finish finish, Operands o, long at, long columns) {
        Epilogue epilogue = Epilogue.of(finish.activation());
        if (finish.bias() >= 0) {
            epilogue = epilogue.withBias(o.input(finish.bias()), 0);
        }
        return finish.residual() < 0 ? epilogue : epilogue.withResidual(o.input(finish.residual()), at, columns);
    }

    /** All leading dimensions of A are rows of one product. */
    private record ConstantB(Gemm gemm, PackedMatrix packed, long rows, long depth, long columns, Finish finish)
            implements PreparedKernel {
        @Override
        public boolean reads(int i) {
            return i != 1;
        }

        @Override
        public void run(Operands o) {
            gemm.multiply(
                    rows,
                    o.input(0),
                    0,
                    depth,
                    packed,
                    o.output(0),
                    0,
                    columns,
                    epilogue(finish, o, 0, columns),
                    o.deadline());
        }
    }

    /** A product for each index of the leading dimensions, which broadcast. */
    private static final class VariableB implements PreparedKernel {
        private final Gemm gemm;
        private final Finish finish;
        private final long rows;
        private final long depth;
        private final long columns;
        private final long[] aOffsets;
        private final long[] bOffsets;

        VariableB(Gemm gemm, Shape a, Shape b, Finish finish) {
            this.gemm = gemm;
            this.finish = finish;
            this.depth = a.dim(a.rank() - 1);
            this.columns = b.dim(b.rank() - 1);
            Shape leadA = lead(a);
            Shape leadB = lead(b);
            long matrixRows = a.dim(a.rank() - 2);
            if (leadB.elements() == 1) {
                // One B for all: the leading dimensions of A are rows of one product.
                this.rows = leadA.elements() * matrixRows;
                this.aOffsets = new long[1];
                this.bOffsets = new long[1];
                return;
            }
            this.rows = matrixRows;
            Shape lead = broadcast(leadA, leadB);
            IndexWalk walk = new IndexWalk(lead, Broadcasting.strides(leadA, lead), Broadcasting.strides(leadB, lead));
            this.aOffsets = new long[Math.toIntExact(lead.elements())];
            this.bOffsets = new long[aOffsets.length];
            for (int p = 0; p < aOffsets.length; p++) {
                aOffsets[p] = walk.offset(0) * rows * depth;
                bOffsets[p] = walk.offset(1) * depth * columns;
                walk.next();
            }
        }

        @Override
        public long scratchBytes() {
            return Math.max(64, gemm.packedBytes(depth, columns));
        }

        @Override
        public void run(Operands o) {
            PackedMatrix packed = null;
            for (int p = 0; p < aOffsets.length; p++) {
                if (packed == null || bOffsets[p] != bOffsets[p - 1]) {
                    packed = gemm.packInto(
                            o.input(1), bOffsets[p], depth, columns, columns, false, o.scratch(), 0, o.deadline());
                }
                long to = p * rows * columns;
                gemm.multiply(
                        rows,
                        o.input(0),
                        aOffsets[p],
                        depth,
                        packed,
                        o.output(0),
                        to,
                        columns,
                        epilogue(finish, o, to, columns),
                        o.deadline());
            }
        }

        private static Shape lead(Shape shape) {
            return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
        }

        private static Shape broadcast(Shape x, Shape y) {
            int rank = Math.max(x.rank(), y.rank());
            long[] dims = new long[rank];
            for (int i = 0; i < rank; i++) {
                long p = i < rank - x.rank() ? 1 : x.dim(i - rank + x.rank());
                long q = i < rank - y.rank() ? 1 : y.dim(i - rank + y.rank());
                dims[i] = p == 1 ? q : p;
            }
            return Shape.of(dims);
        }
    }
}
