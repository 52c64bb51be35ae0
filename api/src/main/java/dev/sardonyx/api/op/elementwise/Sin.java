package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = sine of input in radians; NaN at infinity. Source: ONNX Sin-22. Within one ulp of float64, then rounded. */
public record Sin() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Sin")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.SIN;
    }

    @Override
    public double apply(double x) {
        return Math.sin(x);
    }
}
