package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import java.util.List;

/**
 * Y = X tanh(softplus(X)). Source: ONNX Mish-22.
 */
public record Mish() implements Activation {
    private static final Signature SIGNATURE = Signature.of("Mish")
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
        return d.emit(new Mul(), x, d.emit(new Tanh(), d.emit(new Softplus(), x)));
    }
}
