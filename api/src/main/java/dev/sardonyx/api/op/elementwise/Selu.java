package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = gamma X where X is above zero, gamma (alpha e^X - alpha) elsewhere; NaN stays. Source: ONNX Selu-22.
 */
public record Selu(float alpha, float gamma) implements Activation {
    private static final Signature SIGNATURE = Signature.of("Selu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** The constants under which activations keep mean 0 and variance 1. */
    public Selu() {
        this(1.6732632f, 1.050701f);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        return Activation.inFloat(d, x -> formula(d, x));
    }

    private Ref formula(Decomposition d, Ref x) {
        ElementType type = x.elementType();
        Ref factor = d.scalar(type, alpha);
        Ref below = d.emit(new Sub(), d.emit(new Mul(), factor, d.emit(new Exp(), x)), factor);
        Ref chosen = d.emit(new Where(), d.emit(new Less(), x, d.scalar(type, 0)), below, x);
        return d.emit(new Mul(), d.scalar(type, gamma), chosen);
    }
}
