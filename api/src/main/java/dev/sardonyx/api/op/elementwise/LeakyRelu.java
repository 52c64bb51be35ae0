package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = X where X is zero or more, alpha X below; NaN stays. Source: ONNX LeakyRelu-16.
 */
public record LeakyRelu(float alpha) implements Activation {
    private static final Signature SIGNATURE = Signature.of("LeakyRelu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** ONNX's default slope. */
    public LeakyRelu() {
        this(0.01f);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        ElementType type = x.elementType();
        Ref below = d.emit(new Mul(), x, d.scalar(type, alpha));
        return List.of(d.emit(new Where(), d.emit(new Less(), x, d.scalar(type, 0)), below, x));
    }
}
