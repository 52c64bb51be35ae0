package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/**
 * Y = whether X is infinite. Source: ONNX IsInf-20. Exact.
 *
 * @param detectNegative whether negative infinity counts
 * @param detectPositive whether positive infinity counts
 */
public record IsInf(boolean detectNegative, boolean detectPositive) implements UnaryOperator {
    private static final Signature SIGNATURE = Signature.of("IsInf")
            .input("X", "T")
            .output("Y", "B")
            .where("T", Types.FLOATING)
            .where("B", Types.BOOL)
            .build();

    /** Both infinities count. */
    public IsInf() {
        this(true, true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.IS_INF;
    }

    @Override
    public double apply(double x) {
        boolean found =
                (detectNegative && x == Double.NEGATIVE_INFINITY) || (detectPositive && x == Double.POSITIVE_INFINITY);
        return found ? 1 : 0;
    }

    @Override
    public ElementType resultType(ElementType type) {
        return ElementType.BOOL;
    }
}
