package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import java.util.List;

/**
 * Y = X sigmoid(alpha X). Source: ONNX Swish-24.
 */
public record Swish(float alpha) implements Activation {
    private static final Signature SIGNATURE = Signature.of("Swish")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** ONNX's default, 1, also called SiLU. */
    public Swish() {
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
        Ref scaled = d.emit(new Mul(), x, d.scalar(x.elementType(), alpha));
        return d.emit(new Mul(), x, d.emit(new Sigmoid(), scaled));
    }
}
