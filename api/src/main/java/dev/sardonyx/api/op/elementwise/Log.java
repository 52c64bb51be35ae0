package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;

/** output = natural logarithm of input; -infinity at zero, NaN below. Source: ONNX Log-13. Within one ulp of float64, then rounded. */
public record Log() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Log")
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
        return Kind.LOG;
    }

    @Override
    public double apply(double x) {
        return Math.log(x);
    }
}
