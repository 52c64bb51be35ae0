package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** output = error function of input; of integers, rounded toward zero. Source: ONNX Erf-13. Relative error below 1e-15,
 * then rounded; see {@link ErrorFunction}. */
public record Erf() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("Erf")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.ERF;
    }

    @Override
    public double apply(double x) {
        return ErrorFunction.erf(x);
    }

    @Override
    public long apply(long x, ElementType type) {
        return (long) ErrorFunction.erf(type == ElementType.UINT64 && x < 0 ? Double.MAX_VALUE : x);
    }
}
