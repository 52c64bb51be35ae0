package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;

/**
 * Z = X shifted by Y bits, with broadcasting; zeros come in, so that a shift by the width or more gives 0. Source:
 * ONNX BitShift-11. Exact.
 */
public record BitShift(Direction direction) implements BinaryOperator {
    /** Which way bits move. */
    public enum Direction {
        LEFT,
        RIGHT
    }

    private static final Signature SIGNATURE = Signature.of("BitShift")
            .input("X", "T")
            .input("Y", "T")
            .output("Z", "T")
            .where("T", Types.UNSIGNED)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return direction == Direction.LEFT ? Kind.SHIFT_LEFT : Kind.SHIFT_RIGHT;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        if (y < 0 || y >= Long.SIZE) {
            return 0;
        }
        return direction == Direction.LEFT ? x << y : x >>> y;
    }
}
