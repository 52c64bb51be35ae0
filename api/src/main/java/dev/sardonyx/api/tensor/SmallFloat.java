package dev.sardonyx.api.tensor;

/**
 * Conversion between double and the floating types of 16 bits and fewer, rounding once, half to even.
 * Formats are IEEE 754 binary16, bfloat16, the OCP 8-bit and 4-bit formats and the FNUZ variants, as the
 * ONNX specification lists them.
 */
public final class SmallFloat {
    /** What a value beyond the largest finite one becomes. */
    public enum Overflow {
        /** The largest finite value of the same sign; infinities too. */
        SATURATE,
        /** Infinity where the format has one, else NaN. */
        SPECIAL
    }

    private enum Format {
        FLOAT16(10, 15, 65504.0, 0x7C00, 0x7E00, true),
        BFLOAT16(7, 127, 0x1.FEp127, 0x7F80, 0x7FC0, true),
        FLOAT8E4M3FN(3, 7, 448.0, -1, 0x7F, true),
        FLOAT8E4M3FNUZ(3, 8, 240.0, -1, 0x80, false),
        FLOAT8E5M2(2, 15, 57344.0, 0x7C, 0x7E, true),
        FLOAT8E5M2FNUZ(2, 16, 57344.0, -1, 0x80, false),
        FLOAT4E2M1(1, 1, 6.0, -1, -1, true);

        final int mantissaBits;
        final int bias;
        final double max;
        final int infinity;
        final int nan;
        final boolean negativeZero;

        Format(int mantissaBits, int bias, double max, int infinity, int nan, boolean negativeZero) {
            this.mantissaBits = mantissaBits;
            this.bias = bias;
            this.max = max;
            this.infinity = infinity;
            this.nan = nan;
            this.negativeZero = negativeZero;
        }

        int signBit() {
            return switch (this) {
                case FLOAT16, BFLOAT16 -> 0x8000;
                case FLOAT4E2M1 -> 0x8;
                default -> 0x80;
            };
        }
    }

    private SmallFloat() {}

    /** The bits of {@code value} in {@code type}; 16-bit types overflow to infinity, narrower ones saturate. */
    public static int encode(ElementType type, double value) {
        Overflow overflow = type.bits() == 16 ? Overflow.SPECIAL : Overflow.SATURATE;
        return encode(type, value, overflow);
    }

    /** The bits of {@code value} in {@code type}. */
    public static int encode(ElementType type, double value, Overflow overflow) {
        if (type == ElementType.FLOAT8E8M0) {
            return encodeExponent(value, overflow);
        }
        Format f = format(type);
        int sign = Double.doubleToRawLongBits(value) < 0 ? f.signBit() : 0;
        if (Double.isNaN(value)) {
            return f.nan < 0 ? f.signBit() : (f.negativeZero ? sign | f.nan : f.nan);
        }
        double magnitude = Math.abs(value);
        if (Double.isInfinite(magnitude) && overflow == Overflow.SPECIAL) {
            return special(f, sign);
        }
        int exponent = Math.max(magnitude == 0 ? Integer.MIN_VALUE : Math.getExponent(magnitude), 1 - f.bias);
        double quantum = Math.scalb(1.0, exponent - f.mantissaBits);
        double rounded = Double.isInfinite(magnitude) ? magnitude : Math.rint(magnitude / quantum) * quantum;
        if (rounded > f.max) {
            if (overflow == Overflow.SPECIAL) {
                return special(f, sign);
            }
            rounded = f.max;
        }
        if (rounded == 0) {
            return f.negativeZero ? sign : 0;
        }
        int e = Math.getExponent(rounded);
        int bits;
        if (e < 1 - f.bias) {
            bits = (int) Math.scalb(rounded, f.bias - 1 + f.mantissaBits);
        } else {
            int mantissa = (int) Math.scalb(rounded, f.mantissaBits - e) - (1 << f.mantissaBits);
            bits = ((e + f.bias) << f.mantissaBits) | mantissa;
        }
        return sign | bits;
    }

    private static int special(Format f, int sign) {
        if (f.infinity >= 0) {
            return sign | f.infinity;
        }
        return f.nan < 0 ? sign | 0x7 : (f.negativeZero ? sign | f.nan : f.nan);
    }

    private static int encodeExponent(double value, Overflow overflow) {
        if (Double.isNaN(value) || value < 0) {
            return 0xFF;
        }
        if (value > 0x1p127) {
            return overflow == Overflow.SATURATE ? 0xFE : 0xFF;
        }
        if (value < 0x1p-127) {
            return 0;
        }
        int exponent = Math.getExponent(value);
        double fraction = Math.scalb(value, -exponent);
        int up = fraction > 1.5 || (fraction == 1.5) ? 1 : 0;
        return Math.min(exponent + up + 127, 0xFE);
    }

    /** The value of {@code bits} in {@code type}; exact. */
    public static double decode(ElementType type, int bits) {
        return switch (type) {
            case FLOAT16 -> Float.float16ToFloat((short) bits);
            case BFLOAT16 -> Float.intBitsToFloat(bits << 16);
            case FLOAT8E8M0 -> (bits & 0xFF) == 0xFF ? Double.NaN : Math.scalb(1.0, (bits & 0xFF) - 127);
            default -> decodeNarrow(format(type), bits & 0xFF);
        };
    }

    private static double decodeNarrow(Format f, int bits) {
        int magnitude = bits & (f.signBit() - 1);
        double sign = (bits & f.signBit()) == 0 ? 1 : -1;
        if (!f.negativeZero && bits == f.nan) {
            return Double.NaN;
        }
        if (f.negativeZero && f.infinity >= 0 && magnitude >= f.infinity) {
            return magnitude == f.infinity ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (f.negativeZero && f.nan >= 0 && magnitude == f.nan) {
            return Double.NaN;
        }
        int e = magnitude >> f.mantissaBits;
        int mantissa = magnitude & ((1 << f.mantissaBits) - 1);
        double value = e == 0
                ? Math.scalb((double) mantissa, 1 - f.bias - f.mantissaBits)
                : Math.scalb((double) (mantissa | (1 << f.mantissaBits)), e - f.bias - f.mantissaBits);
        return sign * value;
    }

    private static Format format(ElementType type) {
        return switch (type) {
            case FLOAT16 -> Format.FLOAT16;
            case BFLOAT16 -> Format.BFLOAT16;
            case FLOAT8E4M3FN -> Format.FLOAT8E4M3FN;
            case FLOAT8E4M3FNUZ -> Format.FLOAT8E4M3FNUZ;
            case FLOAT8E5M2 -> Format.FLOAT8E5M2;
            case FLOAT8E5M2FNUZ -> Format.FLOAT8E5M2FNUZ;
            case FLOAT4E2M1 -> Format.FLOAT4E2M1;
            default -> throw new IllegalArgumentException("not a small floating type: " + type);
        };
    }
}
