package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.cpu.kernel.Binary;
import dev.sardonyx.cpu.kernel.FloatKernels;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** BatchNormalization of inference on float32: a factor and a shift per channel, found in float64. */
final class BatchNormalizationKernels implements KernelFactory {
    @Override
    public boolean claims(NodeQuery query) {
        boolean fits = !((BatchNormalization) query.operator()).trainingMode();
        for (int i = 0; i < 5; i++) {
            fits &= KernelFactory.isFloat(query, i);
        }
        SymbolicShape shape = KernelFactory.shape(query, 0);
        return fits && shape != null && shape.rank() >= 2;
    }

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        BatchNormalization operator = (BatchNormalization) node.operator();
        Shape shape = node.inputShape(0);
        boolean fits = !operator.trainingMode() && shape.rank() >= 2;
        for (int i = 0; i < 5; i++) {
            fits &= node.inputType(i) == ElementType.FLOAT;
        }
        if (!fits) {
            return null;
        }
        int channels = Math.toIntExact(shape.dim(1));
        return new Normalize(context, BroadcastRuns.of(shape, shape, perChannel(shape)), channels, operator.epsilon());
    }

    private static Shape perChannel(Shape shape) {
        long[] dims = new long[shape.rank()];
        java.util.Arrays.fill(dims, 1);
        dims[1] = shape.dim(1);
        return Shape.of(dims);
    }

    private record Normalize(KernelContext context, BroadcastRuns runs, int channels, double epsilon)
            implements PreparedKernel {
        @Override
        public long scratchBytes() {
            return Math.max(64, 8L * channels);
        }

        @Override
        public void run(Operands o) {
            MemorySegment scratch = o.scratch();
            for (long c = 0; c < channels; c++) {
                double factor = at(o, 1, c) / Math.sqrt(at(o, 4, c) + epsilon);
                scratch.set(JAVA_FLOAT_UNALIGNED, c * 4, (float) factor);
                scratch.set(JAVA_FLOAT_UNALIGNED, (channels + c) * 4, (float) (at(o, 2, c) - at(o, 3, c) * factor));
            }
            FloatKernels kernels = context.kernels();
            MemorySegment x = o.input(0);
            MemorySegment y = o.output(0);
            int step = runs.step(1);
            runs.run(context.parallel(), o.deadline(), (at, to, count) -> {
                kernels.binary(Binary.MUL, x, at[0], 1, scratch, at[1], step, y, to, count);
                kernels.binary(Binary.ADD, y, to, 1, scratch, channels + at[1], step, y, to, count);
            });
        }

        private static double at(Operands o, int input, long c) {
            return o.input(input).get(JAVA_FLOAT_UNALIGNED, c * 4);
        }
    }
}
