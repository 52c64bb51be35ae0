package dev.sardonyx.api.op.recurrent;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * H(t) = f(W X(t) + R H(t-1) + biases), as {@link RecurrentOperator} describes it. f is Tanh by default. Source: ONNX RNN-22.
 *
 * @param activationAlpha first parameters of the activations that have one, in order
 * @param activationBeta second parameters of the activations that have one, in order
 * @param activations the functions of all directions; empty for the defaults
 * @param clip what the inputs of activations are clipped to, or null for no clipping
 * @param direction the order in which the sequence is read
 * @param hiddenSize the size of the state, or null to take it from R
 * @param layout 0 for time before batch, 1 for batch before time
 */
public record RNN(
        List<Float> activationAlpha,
        List<Float> activationBeta,
        List<Activation.Function> activations,
        @Nullable Float clip,
        Direction direction,
        @Nullable Long hiddenSize,
        long layout)
        implements RecurrentOperator {
    private static final Signature SIGNATURE = Signature.of("RNN")
            .input("X", "T")
            .input("W", "T")
            .input("R", "T")
            .optional("B", "T")
            .optional("sequence_lens", "T1")
            .optional("initial_h", "T")
            .optionalOutput("Y", "T")
            .optionalOutput("Y_h", "T")
            .where("T", Types.FLOATING)
            .where("T1", Types.of(ElementType.INT32))
            .build();

    public RNN {
        activationAlpha = List.copyOf(activationAlpha);
        activationBeta = List.copyOf(activationBeta);
        activations = List.copyOf(activations);
        RecurrentOperator.check(Kind.RNN, activations, clip, direction, hiddenSize, layout);
    }

    /** The default activations. */
    public RNN(Direction direction, long hiddenSize) {
        this(List.of(), List.of(), List.of(), null, direction, hiddenSize, 0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.RNN;
    }
}
