package dev.sardonyx.cpu.fusion;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator and those after it as one step. Its inputs are those of {@code base}, then those that {@code finish}
 * names; its output is the last operator's.
 *
 * @param base a convolution or product
 * @param finish what follows
 * @param folded parameters that take the place of the convolution's own, or null
 */
public record Fused(Operator base, Finish finish, @Nullable Folded folded) implements Operator {
    /**
     * Weights and bias of a convolution with a batch normalization folded into them.
     *
     * @param weights float32, shaped as the convolution's own
     * @param bias one float32 per output channel
     */
    public record Folded(Tensor weights, Tensor bias) {}

    @Override
    public Signature signature() {
        return base.signature();
    }

    /** Never asked: fusion comes after all types are known. */
    @Override
    public List<ValueType> infer(Inference in) {
        throw new IllegalStateException("the types of a fused step are those of the nodes it stands for");
    }
}
