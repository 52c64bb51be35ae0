package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = X / 2 (1 + erf(X / sqrt 2)), or approximately X / 2 (1 + tanh(sqrt(2 / pi) (X + 0.044715 X^3))). Source: ONNX
 * Gelu-20. Far below zero the sum cancels: there the error is small against 1, not against Y.
 */
public record Gelu(Approximate approximate) implements Activation {
    /** Which formula. */
    public enum Approximate {
        NONE,
        TANH
    }

    private static final double CUBIC = 0.044715;

    private static final Signature SIGNATURE = Signature.of("Gelu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** The exact formula. */
    public Gelu() {
        this(Approximate.NONE);
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
        Ref half = d.emit(new Mul(), x, d.scalar(type, 0.5));
        Ref s = approximate == Approximate.TANH ? tanh(d, x) : erf(d, x);
        return d.emit(new Mul(), half, d.emit(new Add(), s, d.scalar(type, 1)));
    }

    private static Ref erf(Decomposition d, Ref x) {
        return d.emit(new Erf(), d.emit(new Mul(), x, d.scalar(x.elementType(), Math.sqrt(0.5))));
    }

    private static Ref tanh(Decomposition d, Ref x) {
        ElementType type = x.elementType();
        Ref cube = d.emit(new Mul(), d.emit(new Mul(), x, x), x);
        Ref sum = d.emit(new Add(), x, d.emit(new Mul(), cube, d.scalar(type, CUBIC)));
        return d.emit(new Tanh(), d.emit(new Mul(), sum, d.scalar(type, Math.sqrt(2 / Math.PI))));
    }
}
