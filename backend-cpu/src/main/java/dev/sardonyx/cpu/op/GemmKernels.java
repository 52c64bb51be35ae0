package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.fusion.Finish;
import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.kernel.Binary;
import dev.sardonyx.cpu.kernel.Epilogue;
import dev.sardonyx.cpu.kernel.PackedMatrix;
import dev.sardonyx.cpu.kernel.StridedCopy;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Gemm on float32 and what is fused with it. A constant B is packed once; a transposed A is copied. C is added in the
 * cache where it is a row or has the shape of the result, in a second pass otherwise.
 */
final class GemmKernels implements KernelFactory {
    @Override
    public boolean claims(NodeQuery query) {
        return KernelFactory.isFloat(query, 0);
    }

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        return prepare(node, context, (Gemm) node.operator(), Finish.NONE);
    }

    static @Nullable PreparedKernel prepare(BoundNode node, KernelContext context, Gemm gemm, Finish finish) {
        if (node.outputType(0) != ElementType.FLOAT) {
            return null;
        }
        Shape a = node.inputShape(0);
        Shape b = node.inputShape(1);
        long rows = a.dim(gemm.transA() ? 1 : 0);
        long depth = a.dim(gemm.transA() ? 0 : 1);
        long columns = b.dim(gemm.transB() ? 0 : 1);
        Tensor weights = node.constant(1);
        PackedMatrix packed = null;
        if (weights != null && b.elements() > 0) {
            packed = context.packed(
                    "Gemm " + gemm.transB() + " " + node.inputName(1),
                    () -> context.gemm()
                            .pack(weights.data(), 0, depth, columns, b.dim(1), gemm.transB(), context.arena()));
        }
        return new Product(
                context,
                gemm,
                rows,
                depth,
                columns,
                packed,
                Addend.of(node, gemm, rows, columns),
                node.has(2) ? BroadcastRuns.of(Shape.of(rows, columns), node.inputShape(2)) : null,
                finish);
    }

    /** How C is added. */
    private enum Addend {
        NONE,
        ROW,
        MATRIX,
        PASS;

        static Addend of(BoundNode node, Gemm gemm, long rows, long columns) {
            if (gemm.alpha() != 1) {
                return PASS;
            }
            if (!node.has(2)) {
                return NONE;
            }
            Shape c = node.inputShape(2);
            if (gemm.beta() != 1) {
                return PASS;
            }
            boolean whole = c.rank() > 0 && c.dim(c.rank() - 1) == columns;
            if (whole && c.elements() == columns) {
                return ROW;
            }
            return whole && c.elements() == rows * columns ? MATRIX : PASS;
        }
    }

    private record Product(
            KernelContext context,
            Gemm gemm,
            long rows,
            long depth,
            long columns,
            @Nullable PackedMatrix packed,
            Addend addend,
            @Nullable BroadcastRuns cRuns,
            Finish finish)
            implements PreparedKernel {
        @Override
        public boolean reads(int i) {
            return i != 1 || packed == null;
        }

        private long aBytes() {
            return gemm.transA() ? Math.ceilDiv(rows * depth, 16) * 64 : 0;
        }

        @Override
        public long scratchBytes() {
            long b = packed == null ? context.gemm().packedBytes(depth, columns) : 0;
            return Math.max(64, aBytes() + b + 64);
        }

        @Override
        public void run(Operands o) {
            MemorySegment a = o.input(0);
            if (gemm.transA()) {
                a = o.scratch();
                StridedCopy.transpose(o.input(0), 0, new long[] {depth, rows}, new int[] {1, 0}, a, 0, 4);
            }
            PackedMatrix b = packed;
            if (b == null) {
                b = context.gemm()
                        .packInto(
                                o.input(1),
                                0,
                                depth,
                                columns,
                                gemm.transB() ? depth : columns,
                                gemm.transB(),
                                o.scratch(),
                                aBytes() / 4,
                                o.deadline());
            }
            MemorySegment y = o.output(0);
            context.gemm().multiply(rows, a, 0, depth, b, y, 0, columns, epilogue(o), o.deadline());
            if (addend == Addend.PASS) {
                addAfter(o, y);
            }
        }

        private Epilogue epilogue(Operands o) {
            return switch (addend) {
                case NONE -> MatMulKernels.epilogue(finish, o, 0, columns);
                case ROW -> MatMulKernels.epilogue(finish, o, 0, columns).withBias(o.input(2), 0);
                case MATRIX -> Epilogue.of(finish.activation()).withResidual(o.input(2), 0, columns);
                case PASS -> Epilogue.NONE;
            };
        }

        private void addAfter(Operands o, MemorySegment y) {
            MemorySegment factors = o.scratch().asSlice(scratchBytes() - 64, 64);
            factors.set(JAVA_FLOAT_UNALIGNED, 0, gemm.alpha());
            long count = rows * columns;
            if (gemm.alpha() != 1) {
                context.elementwise().binary(Binary.MUL, y, 0, 1, factors, 0, 0, y, 0, count, o.deadline());
            }
            if (cRuns != null) {
                MemorySegment c = o.input(2);
                int step = cRuns.step(0);
                float beta = gemm.beta();
                cRuns.run(context.parallel(), o.deadline(), (at, to, some) -> {
                    for (long i = 0; i < some; i++) {
                        float sum = y.get(JAVA_FLOAT_UNALIGNED, (to + i) * 4);
                        sum += beta * c.get(JAVA_FLOAT_UNALIGNED, (at[0] + i * step) * 4);
                        y.set(JAVA_FLOAT_UNALIGNED, (to + i) * 4, sum);
                    }
                });
            }
            if (finish.bias() >= 0 || finish.residual() >= 0) {
                throw new IllegalStateException("an addend that takes a pass of its own allows no fused one");
            }
            if (!finish.activation().equals(Activation.NONE)) {
                context.elementwise().unary(finish.activation(), y, 0, y, 0, count, o.deadline());
            }
        }
    }
}
