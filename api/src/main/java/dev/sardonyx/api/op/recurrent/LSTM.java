package dev.sardonyx.api.op.recurrent;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The long short-term memory, as {@link RecurrentOperator} describes it: with i = f(Wi X + Ri H + Pi * C), o, f
 * likewise (o sees the new C) and c = g(Wc X + Rc H), the next cell state is C = f * C + i * c and the next state
 * H = o * h(C). Each product has its bias. f is Sigmoid, g and h Tanh by default. The states themselves are not
 * clipped. Source: ONNX LSTM-22.
 *
 * @param activationAlpha first parameters of the activations that have one, in order
 * @param activationBeta second parameters of the activations that have one, in order
 * @param activations the functions of all directions; empty for the defaults
 * @param clip what the inputs of activations are clipped to, or null for no clipping
 * @param direction the order in which the sequence is read
 * @param hiddenSize the size of the state, or null to take it from R
 * @param inputForget whether the forget gate is one minus the input gate
 * @param layout 0 for time before batch, 1 for batch before time
 */
public record LSTM(
        List<Float> activationAlpha,
        List<Float> activationBeta,
        List<Activation.Function> activations,
        @Nullable Float clip,
        Direction direction,
        @Nullable Long hiddenSize,
        boolean inputForget,
        long layout)
        implements RecurrentOperator {
    private static final Signature SIGNATURE = Signature.of("LSTM")
            .input("X", "T")
            .input("W", "T")
            .input("R", "T")
            .optional("B", "T")
            .optional("sequence_lens", "T1")
            .optional("initial_h", "T")
            .optional("initial_c", "T")
            .optional("P", "T")
            .optionalOutput("Y", "T")
            .optionalOutput("Y_h", "T")
            .optionalOutput("Y_c", "T")
            .where("T", Types.FLOATING)
            .where("T1", Types.of(ElementType.INT32))
            .build();

    public LSTM {
        activationAlpha = List.copyOf(activationAlpha);
        activationBeta = List.copyOf(activationBeta);
        activations = List.copyOf(activations);
        RecurrentOperator.check(Kind.LSTM, activations, clip, direction, hiddenSize, layout);
    }

    /** The default activations. */
    public LSTM(Direction direction, long hiddenSize) {
        this(List.of(), List.of(), List.of(), null, direction, hiddenSize, false, 0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.LSTM;
    }
}
