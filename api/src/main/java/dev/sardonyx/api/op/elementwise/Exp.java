package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = e^input. Source: ONNX Exp-13. Within one ulp of float64, then rounded. */
public record Exp() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Exp")
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
        return Kind.EXP;
    }

    @Override
    public double apply(double x) {
        return Math.exp(x);
    }
}
