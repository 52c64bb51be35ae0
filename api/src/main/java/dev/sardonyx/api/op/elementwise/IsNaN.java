package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/** Y = whether X is not a number. Source: ONNX IsNaN-20. Exact. */
public record IsNaN() implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("IsNaN")
            .input("X", "T")
            .output("Y", "B")
            .where("T", Types.FLOATING)
            .where("B", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.IS_NAN;
    }

    @Override
    public double apply(double x) {
        return Double.isNaN(x) ? 1 : 0;
    }

    @Override
    public ElementType resultType(ElementType type) {
        return ElementType.BOOL;
    }
}
