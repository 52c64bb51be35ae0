package dev.sardonyx.api.tensor;

import java.util.Map;
import java.util.OptionalLong;

/**
 * One dimension of a symbolic shape: a number, a name, or an expression of both such as {@code past + 1}.
 * Two dimensions are the same where {@link Object#equals} says so; unequal ones may still turn out equal at run
 * time. Immutable.
 */
public sealed interface Dim {
    /** A dimension known before the run. */
    record Fixed(long size) implements Dim {
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("dimension " + size);
            }
        }

        @Override
        public String toString() {
            return Long.toString(size);
        }
    }

    /** A dimension known by name only. The same name is the same size within one graph. */
    record Symbol(String name) implements Dim {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Arithmetic on dimensions. */
    record Expression(Operation operation, Dim left, Dim right) implements Dim {
        @Override
        public String toString() {
            return "(" + left + " " + operation.sign + " " + right + ")";
        }
    }

    /** The operations an {@link Expression} is made of. Division rounds down; it needs a positive divisor. */
    enum Operation {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDE("/");

        private final String sign;

        Operation(String sign) {
            this.sign = sign;
        }
    }

    static Dim of(long size) {
        return new Fixed(size);
    }

    static Dim symbol(String name) {
        return new Symbol(name);
    }

    default boolean isFixed() {
        return this instanceof Fixed;
    }

    /** Whether this is the number {@code size}. */
    default boolean is(long size) {
        return this instanceof Fixed(long mine) && mine == size;
    }

    /** The size, or -1 where it is not a number yet. */
    default long sizeOrUnknown() {
        return this instanceof Fixed(long size) ? size : -1;
    }

    default Dim plus(long n) {
        if (n == 0) {
            return this;
        }
        return switch (this) {
            case Fixed(long size) -> new Fixed(size + n);
            case Expression(Operation op, Dim left, Fixed(long c)) when op == Operation.PLUS -> left.plus(c + n);
            case Expression(Operation op, Dim left, Fixed(long c)) when op == Operation.MINUS -> left.plus(n - c);
            default ->
                n > 0
                        ? new Expression(Operation.PLUS, this, new Fixed(n))
                        : new Expression(Operation.MINUS, this, new Fixed(-n));
        };
    }

    default Dim plus(Dim other) {
        if (other instanceof Fixed(long n)) {
            return plus(n);
        }
        return this instanceof Fixed(long n) ? other.plus(n) : new Expression(Operation.PLUS, this, other);
    }

    default Dim times(Dim other) {
        if (this instanceof Fixed(long a) && other instanceof Fixed(long b)) {
            return new Fixed(Math.multiplyExact(a, b));
        }
        if (this instanceof Fixed) {
            return other.times(this);
        }
        if (other instanceof Fixed(long n)) {
            if (n == 1) {
                return this;
            }
            if (n == 0) {
                return other;
            }
            if (this instanceof Expression(Operation op, Dim left, Fixed(long c)) && op == Operation.TIMES) {
                return left.times(new Fixed(Math.multiplyExact(c, n)));
            }
        }
        return new Expression(Operation.TIMES, this, other);
    }

    /** Division rounding down by a positive number. */
    default Dim dividedBy(long n) {
        if (n == 1) {
            return this;
        }
        return switch (this) {
            case Fixed(long size) -> new Fixed(Math.floorDiv(size, n));
            case Expression(Operation op, Dim left, Fixed(long c))
            when op == Operation.TIMES && c % n == 0 -> left.times(new Fixed(c / n));
            default -> new Expression(Operation.DIVIDE, this, new Fixed(n));
        };
    }

    /** The size under {@code sizes}, if every symbol in it is bound. */
    default OptionalLong evaluate(Map<String, Long> sizes) {
        return switch (this) {
            case Fixed(long size) -> OptionalLong.of(size);
            case Symbol(String name) -> {
                Long size = sizes.get(name);
                yield size == null ? OptionalLong.empty() : OptionalLong.of(size);
            }
            case Expression(Operation op, Dim left, Dim right) -> {
                OptionalLong a = left.evaluate(sizes);
                OptionalLong b = right.evaluate(sizes);
                if (a.isEmpty() || b.isEmpty()) {
                    yield OptionalLong.empty();
                }
                long x = a.getAsLong();
                long y = b.getAsLong();
                yield OptionalLong.of(
                        switch (op) {
                            case PLUS -> Math.addExact(x, y);
                            case MINUS -> Math.subtractExact(x, y);
                            case TIMES -> Math.multiplyExact(x, y);
                            case DIVIDE -> Math.floorDiv(x, y);
                        });
            }
        };
    }
}
