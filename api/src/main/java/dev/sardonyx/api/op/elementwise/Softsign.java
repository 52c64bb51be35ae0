package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import java.util.List;

/**
 * Y = X / (1 + |X|). Source: ONNX Softsign-22.
 */
public record Softsign() implements Activation {
    private static final Signature SIGNATURE = Signature.of("Softsign")
            .input("input", "T")
            .output("output", "T")
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
        Ref divisor = d.emit(new Add(), d.emit(new Abs(), x), d.scalar(x.elementType(), 1));
        return d.emit(new Div(), x, divisor);
    }
}
