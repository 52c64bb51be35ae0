package dev.sardonyx.cpu.fusion;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Elu;
import dev.sardonyx.api.op.elementwise.Gelu;
import dev.sardonyx.api.op.elementwise.HardSigmoid;
import dev.sardonyx.api.op.elementwise.HardSwish;
import dev.sardonyx.api.op.elementwise.LeakyRelu;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.Sigmoid;
import dev.sardonyx.api.op.elementwise.Softplus;
import dev.sardonyx.api.op.elementwise.Softsign;
import dev.sardonyx.api.op.elementwise.Swish;
import dev.sardonyx.api.op.elementwise.Tanh;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.kernel.Unary;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Which operators the kernels know as a function of one float32. */
public final class Activations {
    private Activations() {}

    /**
     * The function of an operator, or null.
     *
     * @param has whether an input is given, by its number
     * @param constant the value of an input where it is known, by its number
     */
    public static @Nullable Activation of(
            Operator operator, IntFunction<Boolean> has, IntFunction<@Nullable Tensor> constant) {
        return switch (operator) {
            case Relu _ -> Activation.RELU;
            case Clip _ -> clip(has, constant);
            case LeakyRelu(float alpha) -> new Activation(Unary.LEAKY_RELU, alpha, 0);
            case Sigmoid _ -> new Activation(Unary.SIGMOID, 0, 0);
            case Tanh _ -> new Activation(Unary.TANH, 0, 0);
            case Gelu(Gelu.Approximate approximate) ->
                new Activation(approximate == Gelu.Approximate.NONE ? Unary.GELU : Unary.GELU_TANH, 0, 0);
            case Swish(float alpha) -> new Activation(Unary.SILU, alpha, 0);
            case HardSwish _ -> new Activation(Unary.HARD_SWISH, 0, 0);
            case HardSigmoid(float alpha, float beta) -> new Activation(Unary.HARD_SIGMOID, alpha, beta);
            case Elu(float alpha) -> new Activation(Unary.ELU, alpha, 0);
            case Softplus _ -> new Activation(Unary.SOFTPLUS, 0, 0);
            case Softsign _ -> new Activation(Unary.SOFTSIGN, 0, 0);
            default -> null;
        };
    }

    private static @Nullable Activation clip(IntFunction<Boolean> has, IntFunction<@Nullable Tensor> constant) {
        float low = Float.NEGATIVE_INFINITY;
        float high = Float.POSITIVE_INFINITY;
        if (has.apply(1)) {
            Tensor min = constant.apply(1);
            low = min == null ? Float.NaN : (float) min.doubleAt(0);
        }
        if (has.apply(2)) {
            Tensor max = constant.apply(2);
            high = max == null ? Float.NaN : (float) max.doubleAt(0);
        }
        return Float.isNaN(low) || Float.isNaN(high) ? null : Activation.clip(low, high);
    }
}
