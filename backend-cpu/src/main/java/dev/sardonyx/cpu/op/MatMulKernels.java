package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.kernel.Epilogue;
import dev.sardonyx.cpu.kernel.Gemm;
import dev.sardonyx.cpu.kernel.PackedMatrix;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** MatMul on float32: a constant B of rank 2 is packed once, any other in each run. */
final class MatMulKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
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
            return new ConstantB(context.gemm(), packed, a.elements() / Math.max(1, depth), depth, columns);
        }
        return new VariableB(context.gemm(), a, b);
    }

    private static Shape matrix(Shape shape, boolean row) {
        if (shape.rank() > 1) {
            return shape;
        }
        return row ? Shape.of(1, shape.elements()) : Shape.of(shape.elements(), 1);
    }

    /** All leading dimensions of A are rows of one product. */
    private record ConstantB(Gemm gemm, PackedMatrix packed, long rows, long depth, long columns)
            implements PreparedKernel {
        @Override
        public boolean reads(int i) {
            return i == 0;
        }

        @Override
        public void run(Operands o) {
            gemm.multiply(rows, o.input(0), 0, depth, packed, o.output(0), 0, columns, Epilogue.NONE, o.deadline());
        }
    }

    /** A product for each index of the leading dimensions, which broadcast. */
    private static final class VariableB implements PreparedKernel {
        private final Gemm gemm;
        private final Shape a;
        private final Shape b;
        private final long rows;
        private final long depth;
        private final long columns;

        VariableB(Gemm gemm, Shape a, Shape b) {
            this.gemm = gemm;
            this.a = a;
            this.b = b;
            this.rows = a.dim(a.rank() - 2);
            this.depth = a.dim(a.rank() - 1);
            this.columns = b.dim(b.rank() - 1);
        }

        @Override
        public long scratchBytes() {
            return Math.max(64, gemm.packedBytes(depth, columns));
        }

        @Override
        public void run(Operands o) {
            Shape leadA = lead(a);
            Shape leadB = lead(b);
            Shape lead = broadcast(leadA, leadB);
            IndexWalk walk = new IndexWalk(lead, Broadcasting.strides(leadA, lead), Broadcasting.strides(leadB, lead));
            MemorySegment scratch = o.scratch();
            for (long p = 0; p < lead.elements(); p++) {
                PackedMatrix packed = gemm.packInto(
                        o.input(1),
                        walk.offset(1) * depth * columns,
                        depth,
                        columns,
                        columns,
                        false,
                        scratch,
                        0,
                        o.deadline());
                gemm.multiply(
                        rows,
                        o.input(0),
                        walk.offset(0) * rows * depth,
                        depth,
                        packed,
                        o.output(0),
                        p * rows * columns,
                        columns,
                        Epilogue.NONE,
                        o.deadline());
                walk.next();
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
