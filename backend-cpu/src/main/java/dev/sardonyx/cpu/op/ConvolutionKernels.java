package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.ConvGeometry;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.fusion.Finish;
import dev.sardonyx.cpu.fusion.Fused;
import dev.sardonyx.cpu.kernel.Convolution;
import dev.sardonyx.cpu.kernel.Epilogue;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Conv on float32 with one or more spatial axes, and what is fused with it. */
final class ConvolutionKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        Finish finish = new Finish(node.has(2) ? 2 : -1, -1, Finish.NONE.activation());
        return prepare(node, context, (Conv) node.operator(), finish, null);
    }

    static @Nullable PreparedKernel prepare(
            BoundNode node, KernelContext context, Conv conv, Finish finish, Fused.@Nullable Folded folded) {
        Shape x = node.inputShape(0);
        Shape w = node.inputShape(1);
        if (node.outputType(0) != ElementType.FLOAT || x.rank() < 3 || w.elements() == 0) {
            return null;
        }
        ConvGeometry geometry = conv.geometry(x, w);
        long[] pads = perAxis(geometry, geometry::padBegin);
        for (long pad : pads) {
            if (pad < 0) {
                return null;
            }
        }
        Convolution convolution = new Convolution(
                context.kernels(),
                context.parallel(),
                x.dim(0),
                Math.toIntExact(conv.group()),
                x.dim(1),
                w.dim(0),
                perAxis(geometry, geometry::input),
                perAxis(geometry, geometry::kernel),
                perAxis(geometry, geometry::stride),
                perAxis(geometry, geometry::dilation),
                pads,
                perAxis(geometry, geometry::output));
        MemorySegment weights = null;
        MemorySegment bias = null;
        if (folded != null) {
            weights = context.aligned("folded weights of " + node.inputName(1), folded.weights());
            bias = context.aligned("folded bias of " + node.inputName(1), folded.bias());
        }
        return new Convolve(convolution, finish, weights, bias);
    }

    private static long[] perAxis(ConvGeometry geometry, IntToLongFunction value) {
        long[] values = new long[geometry.rank()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsLong(i);
        }
        return values;
    }

    private record Convolve(
            Convolution convolution,
            Finish finish,
            @Nullable MemorySegment weights,
            @Nullable MemorySegment bias) implements PreparedKernel {
        @Override
        public boolean reads(int i) {
            return weights == null || (i != 1 && i != 2);
        }

        @Override
        public long scratchBytes() {
            return convolution.scratchBytes();
        }

        @Override
        public void run(Operands o) {
            Epilogue epilogue = Epilogue.of(finish.activation());
            if (bias != null) {
                epilogue = epilogue.withBias(bias, 0);
            } else if (finish.bias() >= 0) {
                epilogue = epilogue.withBias(o.input(finish.bias()), 0);
            }
            if (finish.residual() >= 0) {
                epilogue = epilogue.withResidual(o.input(finish.residual()), 0, 0);
            }
            convolution.run(
                    o.input(0),
                    0,
                    weights == null ? o.input(1) : weights,
                    0,
                    o.output(0),
                    0,
                    epilogue,
                    o.scratch(),
                    0,
                    o.deadline());
        }
    }
}
