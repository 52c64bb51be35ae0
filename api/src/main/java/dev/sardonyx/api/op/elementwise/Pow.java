package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.List;

/**
 * Z = X^Y with broadcasting, of X's type; Y may have another. Source: ONNX Pow-15.
 *
 * <p>Of two integers the result is exact and wraps; a negative exponent gives the fraction rounded toward zero, and
 * zero to a negative power is an error. If one of them is floating, float64's pow is rounded to X's type, toward
 * zero and saturating where that is an integer.
 */
public record Pow() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Pow")
            .input("X", "T")
            .input("Y", "T1")
            .output("Z", "T")
            .where("T", Types.NUMERIC)
            .where("T1", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.POW;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        if (in.elementType(1) == ElementType.UINT64 && in.elementType(0).isInteger()) {
            Tensor y = in.tensor(1);
            for (long i = 0; i < y.elements(); i++) {
                if (y.longAt(i) < 0) {
                    throw in.fail("exponent " + Long.toUnsignedString(y.longAt(i)) + " at place " + i
                            + " is too large: expected 0 to 2^63-1");
                }
            }
        }
        return BinaryOperator.super.evaluate(in);
    }

    @Override
    public double apply(double x, double y) {
        return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        if (y < 0) {
            return inversePower(x, y);
        }
        long result = 1;
        long square = x;
        for (long rest = y; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    private static long inversePower(long x, long y) {
        if (x == 0) {
            throw new ArithmeticException("0 to the power " + y);
        }
        if (x == 1) {
            return 1;
        }
        return x == -1 ? ((y & 1) == 0 ? 1 : -1) : 0;
    }
}
