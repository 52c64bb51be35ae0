package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SmallFloat;
import dev.sardonyx.api.tensor.Tensor;

/** Converts single elements for {@link Cast}. */
final class Conversion {
    /** From here on a float64 cannot tell all integers apart. */
    private static final long EXACT = 1L << 53;

    /** The bits that a 64-bit integer has more than a float64, and one to spare for the remainder. */
    private static final int EXCESS_BITS = 11;

    private final Cast cast;
    private final ElementType from;

    Conversion(Cast cast, ElementType from) {
        this.cast = cast;
        this.from = from;
    }

    /** Stores element {@code i} of {@code x} in {@code y}. */
    void convert(Tensor x, Tensor y, long i) {
        ElementType to = cast.to();
        if (from == ElementType.STRING) {
            parse(x.stringAt(i), y, i);
        } else if (to == ElementType.STRING) {
            y.setString(i, NumberText.of(x, i));
        } else if (from.isFloating()) {
            store(x.doubleAt(i), y, i);
        } else if (to.isFloating()) {
            storeInteger(x.longAt(i), y, i);
        } else {
            y.setLong(i, x.longAt(i));
        }
    }

    private void parse(String text, Tensor y, long i) {
        ElementType to = cast.to();
        if (to == ElementType.BOOL) {
            y.setLong(i, NumberText.toBoolean(text) ? 1 : 0);
        } else if (to.isInteger() && NumberText.isShortInteger(text)) {
            y.setLong(i, NumberText.toInteger(text, to));
        } else if (to == ElementType.FLOAT) {
            y.setDouble(i, NumberText.toFloat(text));
        } else {
            store(NumberText.toDouble(text), y, i);
        }
    }

    private void storeInteger(long value, Tensor y, long i) {
        boolean unsigned = from == ElementType.UINT64 && value < 0;
        ElementType to = cast.to();
        if (!unsigned && (to == ElementType.FLOAT || to == ElementType.DOUBLE)) {
            y.setLong(i, value);
        } else if (unsigned && to == ElementType.DOUBLE) {
            y.setDouble(i, ((value >>> 1) | (value & 1)) * 2.0);
        } else {
            store(roundToOdd(value, unsigned), y, i);
        }
    }

    /** The value with enough bits that one more rounding, to float32 or less, is as if it were the only one. */
    private static double roundToOdd(long value, boolean unsigned) {
        if (!unsigned && value > -EXACT && value < EXACT) {
            return value;
        }
        long kept = unsigned ? value >>> EXCESS_BITS : value >> EXCESS_BITS;
        boolean isRest = (value & ((1L << EXCESS_BITS) - 1)) != 0;
        return (double) (isRest ? kept | 1 : kept) * (1L << EXCESS_BITS);
    }

    private void store(double value, Tensor y, long i) {
        ElementType to = cast.to();
        if (to == ElementType.FLOAT8E8M0) {
            y.setRawBits(i, exponentOf(value));
        } else if (to.isFloating() && to.bits() == 8) {
            SmallFloat.Overflow overflow = cast.saturate() ? SmallFloat.Overflow.SATURATE : SmallFloat.Overflow.SPECIAL;
            y.setRawBits(i, SmallFloat.encode(to, value, overflow));
        } else if (to.isInteger() && to.isSubByte()) {
            y.setLong(i, (long) value);
        } else {
            y.setDouble(i, value);
        }
    }

    /** The bits of FLOAT8E8M0: the exponent of a power of two, which has neither sign nor zero. */
    private int exponentOf(double value) {
        int nan = 0xFF;
        int largest = 0xFE;
        double magnitude = Math.abs(value);
        if (!(magnitude <= Double.MAX_VALUE)) {
            return nan;
        }
        if (magnitude <= 0x1p-127) {
            return 0;
        }
        int exponent = Math.getExponent(magnitude);
        double fraction = Math.scalb(magnitude, -exponent);
        boolean up = switch (cast.roundMode()) {
            case UP -> fraction > 1;
            case DOWN -> false;
            case NEAREST -> fraction >= 1.5;
        };
        int bits = exponent + 127 + (up ? 1 : 0);
        if (bits > largest) {
            return cast.saturate() ? largest : nan;
        }
        return bits;
    }
}
