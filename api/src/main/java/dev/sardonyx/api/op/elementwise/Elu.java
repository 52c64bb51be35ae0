package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = X where X is zero or more, alpha (e^X - 1) below; NaN stays. Source: ONNX Elu-22.
 */
public record Elu(float alpha) implements Activation {
    private static final Signature SIGNATURE = Signature.of("Elu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** ONNX's default, 1. */
    public Elu() {
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
        Ref below =
                d.emit(new Mul(), d.emit(new Sub(), d.emit(new Exp(), x), d.scalar(type, 1)), d.scalar(type, alpha));
        return d.emit(new Where(), d.emit(new Less(), x, d.scalar(type, 0)), below, x);
    }
}
