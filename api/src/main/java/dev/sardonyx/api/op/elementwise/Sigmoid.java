package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** Y = 1 / (1 + e^-X), without overflow. Source: ONNX Sigmoid-13. A few ulp of float64, then rounded. */
public record Sigmoid() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Sigmoid")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.SIGMOID;
    }

    @Override
    public double apply(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }
}
