package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = ln(1 + e^X), as max(X, 0) + ln(1 + e^-|X|) so that nothing overflows. Source: ONNX Softplus-22.
 */
public record Softplus() implements Activation {
    private static final Signature SIGNATURE = Signature.of("Softplus")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        return Activation.inFloat(d, x -> formula(d, x));
    }

    private static Ref formula(Decomposition d, Ref x) {
        ElementType type = x.elementType();
        Ref e = d.emit(new Exp(), d.emit(new Neg(), d.emit(new Abs(), x)));
        Ref rest = d.emit(new Log(), d.emit(new Add(), e, d.scalar(type, 1)));
        return d.emit(new Add(), d.emit(new Max(), x, d.scalar(type, 0)), rest);
    }
}
