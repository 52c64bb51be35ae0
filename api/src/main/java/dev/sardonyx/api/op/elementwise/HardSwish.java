package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import java.util.List;

/**
 * Y = X max(0, min(1, X / 6 + 1/2)). Source: ONNX HardSwish-22.
 */
public record HardSwish() implements Activation {
    private static final Signature SIGNATURE = Signature.of("HardSwish")
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
        return d.emit(new Mul(), x, d.emit(new HardSigmoid(1 / 6f, 0.5f), x));
    }
}
