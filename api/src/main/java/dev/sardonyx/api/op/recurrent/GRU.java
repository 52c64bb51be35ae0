package dev.sardonyx.api.op.recurrent;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gated recurrent unit, as {@link RecurrentOperator} describes it: with z = f(Wz X + Rz H), r = f(Wr X + Rr H)
 * and h = g(Wh X + Rh (r * H)), or h = g(Wh X + r * (Rh H)) with {@code linearBeforeReset}, the next state is
 * (1 - z) * h + z * H. Each product has its bias. f is Sigmoid, g Tanh by default. Source: ONNX GRU-22.
 *
 * @param activationAlpha first parameters of the activations that have one, in order
 * @param activationBeta second parameters of the activations that have one, in order
 * @param activations the functions of all directions; empty for the defaults
 * @param clip what the inputs of activations are clipped to, or null for no clipping
 * @param direction the order in which the sequence is read
 * @param hiddenSize the size of the state, or null to take it from R
 * @param linearBeforeReset whether the reset gate is applied after the product with Rh and its bias
 * @param layout 0 for time before batch, 1 for batch before time
 */
public record GRU(
        List<Float> activationAlpha,
        List<Float> activationBeta,
        List<Activation.Function> activations,
        @Nullable Float clip,
        Direction direction,
        @Nullable Long hiddenSize,
        boolean linearBeforeReset,
        long layout)
        implements RecurrentOperator {
    private static final Signature SIGNATURE = Signature.of("GRU")
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

    public GRU {
        activationAlpha = List.copyOf(activationAlpha);
        activationBeta = List.copyOf(activationBeta);
        activations = List.copyOf(activations);
        RecurrentOperator.check(Kind.GRU, activations, clip, direction, hiddenSize, layout);
    }

    /** The default activations. */
    public GRU(Direction direction, long hiddenSize) {
        this(List.of(), List.of(), List.of(), null, direction, hiddenSize, false, 0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.GRU;
    }
}
