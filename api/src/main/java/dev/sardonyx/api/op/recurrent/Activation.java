package dev.sardonyx.api.op.recurrent;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An activation function of a recurrent cell with its parameters.
 *
 * @param function which function
 * @param alpha its first parameter; meaningless where it has none
 * @param beta its second parameter; meaningless where it has none
 */
public record Activation(Function function, float alpha, float beta) {
    /** The functions that ONNX names. */
    public enum Function {
        RELU(0, 0, 0),
        TANH(0, 0, 0),
        SIGMOID(0, 0, 0),
        AFFINE(2, 1, 0),
        LEAKY_RELU(1, 0.01f, 0),
        THRESHOLDED_RELU(1, 1, 0),
        SCALED_TANH(2, 1, 1),
        HARD_SIGMOID(2, 0.2f, 0.5f),
        ELU(1, 1, 0),
        SOFTSIGN(0, 0, 0),
        SOFTPLUS(0, 0, 0);

        private final int parameters;
        private final float alpha;
        private final float beta;

        Function(int parameters, float alpha, float beta) {
            this.parameters = parameters;
            this.alpha = alpha;
            this.beta = beta;
        }
    }

    /**
     * The functions with their parameters, which the functions that have them take from the lists in order;
     * defaults where a list is used up.
     */
    static List<Activation> resolve(List<Function> functions, List<Float> alphas, List<Float> betas) {
        Iterator<Float> alpha = alphas.iterator();
        Iterator<Float> beta = betas.iterator();
        List<Activation> result = new ArrayList<>();
        for (Function f : functions) {
            float a = f.parameters > 0 && alpha.hasNext() ? alpha.next() : f.alpha;
            float b = f.parameters > 1 && beta.hasNext() ? beta.next() : f.beta;
            result.add(new Activation(f, a, b));
        }
        return result;
    }

    /** The function of {@code x}, in float64. */
    public double apply(double x) {
        return switch (function) {
            case RELU -> Math.max(0, x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case AFFINE -> alpha * x + beta;
            case LEAKY_RELU -> x < 0 ? alpha * x : x;
            case THRESHOLDED_RELU -> x > alpha || Double.isNaN(x) ? x : 0;
            case SCALED_TANH -> alpha * Math.tanh(beta * x);
            case HARD_SIGMOID -> Math.min(1, Math.max(0, alpha * x + beta));
            case ELU -> x < 0 ? alpha * Math.expm1(x) : x;
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SOFTPLUS -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
        };
    }
}
