package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.BinaryOperator;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Elu;
import dev.sardonyx.api.op.elementwise.Gelu;
import dev.sardonyx.api.op.elementwise.HardSigmoid;
import dev.sardonyx.api.op.elementwise.HardSwish;
import dev.sardonyx.api.op.elementwise.LeakyRelu;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.SelectOperator;
import dev.sardonyx.api.op.elementwise.Softplus;
import dev.sardonyx.api.op.elementwise.Softsign;
import dev.sardonyx.api.op.elementwise.Swish;
import dev.sardonyx.api.op.elementwise.UnaryOperator;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.indexing.GatherElements;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.movement.Expand;
import dev.sardonyx.api.op.movement.Pad;
import dev.sardonyx.api.op.movement.RelabelOperator;
import dev.sardonyx.api.op.movement.Slice;
import dev.sardonyx.api.op.movement.Split;
import dev.sardonyx.api.op.movement.Tile;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.op.normalization.LayerNormalization;
import dev.sardonyx.api.op.normalization.LogSoftmax;
import dev.sardonyx.api.op.normalization.RMSNormalization;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.op.pooling.PoolOperator;
import dev.sardonyx.api.op.recurrent.RecurrentOperator;
import dev.sardonyx.api.op.reduction.ArgReduceOperator;
import dev.sardonyx.api.op.reduction.ReduceOperator;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.cpu.fusion.Fused;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which family has which kernels. A core operator without one is evaluated by its definition; a composite without one
 * is decomposed before it comes here.
 */
public final class KernelTable {
    private record Row(Class<?> family, KernelFactory factory) {}

    private static final List<Row> ROWS = List.of(
            new Row(Fused.class, new FusedKernels()),
            new Row(Conv.class, new ConvolutionKernels()),
            new Row(MatMul.class, new MatMulKernels()),
            new Row(Gemm.class, new GemmKernels()),
            new Row(UnaryOperator.class, new UnaryKernels()),
            new Row(BinaryOperator.class, new BinaryKernels()),
            new Row(SelectOperator.class, new SelectKernels()),
            new Row(Cast.class, new CastKernels()),
            new Row(Relu.class, new ActivationKernels()),
            new Row(Clip.class, new ActivationKernels()),
            new Row(Elu.class, new ActivationKernels()),
            new Row(Gelu.class, new ActivationKernels()),
            new Row(HardSigmoid.class, new ActivationKernels()),
            new Row(HardSwish.class, new ActivationKernels()),
            new Row(LeakyRelu.class, new ActivationKernels()),
            new Row(Softplus.class, new ActivationKernels()),
            new Row(Softsign.class, new ActivationKernels()),
            new Row(Swish.class, new ActivationKernels()),
            new Row(Softmax.class, new SoftmaxKernels(false)),
            new Row(LogSoftmax.class, new SoftmaxKernels(true)),
            new Row(LayerNormalization.class, new LayerNormalizationKernels()),
            new Row(RMSNormalization.class, new RMSNormalizationKernels()),
            new Row(BatchNormalization.class, new BatchNormalizationKernels()),
            new Row(PoolOperator.class, new PoolKernels()),
            new Row(ReduceOperator.class, new ReduceKernels()),
            new Row(ArgReduceOperator.class, new ArgReduceKernels()),
            new Row(RecurrentOperator.class, new RecurrentKernels()),
            new Row(RelabelOperator.class, new CopyKernels()),
            new Row(Identity.class, new CopyKernels()),
            new Row(Transpose.class, new TransposeKernels()),
            new Row(Concat.class, new ConcatKernels()),
            new Row(Split.class, new SplitKernels()),
            new Row(Slice.class, new SliceKernels()),
            new Row(Expand.class, new ExpandKernels()),
            new Row(Pad.class, new PadKernels()),
            new Row(Tile.class, new TileKernels()),
            new Row(Gather.class, new GatherKernels()),
            new Row(GatherElements.class, new GatherElementsKernels()));

    private KernelTable() {}

    private static @Nullable KernelFactory find(Operator operator) {
        for (Row row : ROWS) {
            if (row.family.isInstance(operator)) {
                return row.factory;
            }
        }
        return null;
    }

    /** Whether the backend runs a composite as a whole. */
    public static boolean claims(NodeQuery query) {
        KernelFactory factory = find(query.operator());
        return factory != null && factory.claims(query);
    }

    /** Whether there are kernels for an operator, for some of its types at least. */
    public static boolean hasKernels(Operator operator) {
        return find(operator) != null;
    }

    /** The kernel for a node: its family's, or else its definition. */
    public static PreparedKernel prepare(BoundNode node, KernelContext context) {
        KernelFactory factory = find(node.operator());
        PreparedKernel kernel = factory == null ? null : factory.prepare(node, context);
        return kernel == null ? new DefinitionKernel(node, context.limits()) : kernel;
    }
}
