package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * C = the remainder of A / B, with broadcasting: of B's sign, or with {@code fmod} of A's sign, as C's fmod has it.
 * Floating types need {@code fmod}. An integer remainder of division by zero is an error. Source: ONNX Mod-13.
 * Exact.
 */
public record Mod(boolean fmod) implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Mod")
            .input("A", "T")
            .input("B", "T")
            .output("C", "T")
            .where("T", Types.NUMERIC)
            .build();

    /** The remainder of the divisor's sign. */
    public Mod() {
        this(false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return fmod ? Kind.FMOD : Kind.MOD;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (!fmod && in.elementType(0).isFloating()) {
            throw in.fail("fmod must be 1 for floating types, found 0 and " + in.elementType(0));
        }
        return BinaryOperator.super.infer(in);
    }

    @Override
    public double apply(double x, double y) {
        return x % y;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        if (type == ElementType.UINT64) {
            return Long.remainderUnsigned(x, y);
        }
        return fmod ? x % y : Math.floorMod(x, y);
    }
}
