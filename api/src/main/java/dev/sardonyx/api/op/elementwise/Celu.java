package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = max(0, X) + min(0, alpha (e^(X / alpha) - 1)); NaN stays. Source: ONNX Celu-12.
 */
public record Celu(float alpha) implements Activation {
    private static final Signature SIGNATURE = Signature.of("Celu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** ONNX's default, 1. */
    public Celu() {
        this(1);
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
        Ref zero = d.scalar(type, 0);
        Ref factor = d.scalar(type, alpha);
        Ref e = d.emit(new Exp(), d.emit(new Div(), x, factor));
        Ref below = d.emit(new Mul(), factor, d.emit(new Sub(), e, d.scalar(type, 1)));
        return d.emit(new Add(), d.emit(new Max(), x, zero), d.emit(new Min(), below, zero));
    }
}
