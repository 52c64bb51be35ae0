package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * Y = X where X is above alpha, elsewhere 0; of NaN 0. Source: ONNX ThresholdedRelu-22. Exact.
 */
public record ThresholdedRelu(float alpha) implements Activation {
    private static final Signature SIGNATURE = Signature.of("ThresholdedRelu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    /** ONNX's default, 1. */
    public ThresholdedRelu() {
        this(1);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        ElementType type = x.elementType();
        Ref isAbove = d.emit(new Greater(), x, d.scalar(type, alpha));
        return List.of(d.emit(new Where(), isAbove, x, d.scalar(type, 0)));
    }
}
