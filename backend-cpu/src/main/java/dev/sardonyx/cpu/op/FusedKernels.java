package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.cpu.fusion.Fused;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;

/** The kernels of fused steps: those of their first operator. Fusion only makes steps that have one. */
final class FusedKernels implements KernelFactory {
    @Override
    public PreparedKernel prepare(BoundNode node, KernelContext context) {
        Fused fused = (Fused) node.operator();
        PreparedKernel kernel = switch (fused.base()) {
            case Conv conv -> ConvolutionKernels.prepare(node, context, conv, fused.finish(), fused.folded());
            case MatMul _ -> MatMulKernels.prepare(node, context, fused.finish());
            case Gemm gemm -> GemmKernels.prepare(node, context, gemm, fused.finish());
            default -> null;
        };
        if (kernel == null) {
            throw new IllegalStateException("no kernel for " + node.node());
        }
        return kernel;
    }
}
