package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = max(0, min(1, alpha X + beta)); NaN stays. Source: ONNX HardSigmoid-22.
 */
public record HardSigmoid(float alpha, float beta) implements Activation {
    private static final Signature SIGNATURE = Signature.of("HardSigmoid")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** ONNX's default line, 0.2 X + 0.5. */
    public HardSigmoid() {
        this(0.2f, 0.5f);
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
        Ref line = d.emit(new Add(), d.emit(new Mul(), x, d.scalar(type, alpha)), d.scalar(type, beta));
        return d.emit(new Max(), d.emit(new Min(), line, d.scalar(type, 1)), d.scalar(type, 0));
    }
}
