package dev.sardonyx.api.tensor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads and writes single elements of a dense little-endian segment, which may be unaligned. Sub-byte types
 * lie two or four to a byte, lowest bits first.
 */
final class Elements {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Elements() {}

    /** The element as a double: exact but for 64-bit integers beyond 2^53; bool is 0 or 1. */
    static double getDouble(MemorySegment data, ElementType type, long i) {
        return switch (type) {
            case FLOAT -> data.get(FLOAT, i * 4);
            case DOUBLE -> data.get(DOUBLE, i * 8);
            case UINT64 -> unsignedToDouble(data.get(LONG, i * 8));
            case FLOAT16, BFLOAT16, FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT4E2M1, FLOAT8E8M0 ->
                SmallFloat.decode(type, rawBits(data, type, i));
            default -> getLong(data, type, i);
        };
    }

    /** The element as a long: integers exactly (uint64 as its two's complement bits), floating types truncated. */
    static long getLong(MemorySegment data, ElementType type, long i) {
        return switch (type) {
            case INT64, UINT64 -> data.get(LONG, i * 8);
            case INT32 -> data.get(INT, i * 4);
            case UINT32 -> Integer.toUnsignedLong(data.get(INT, i * 4));
            case INT16 -> data.get(SHORT, i * 2);
            case UINT16 -> Short.toUnsignedLong(data.get(SHORT, i * 2));
            case INT8 -> data.get(JAVA_BYTE, i);
            case UINT8 -> Byte.toUnsignedLong(data.get(JAVA_BYTE, i));
            case BOOL -> data.get(JAVA_BYTE, i) == 0 ? 0 : 1;
            case UINT4, UINT2 -> rawBits(data, type, i);
            case INT4 -> (rawBits(data, type, i) << 28) >> 28;
            case INT2 -> (rawBits(data, type, i) << 30) >> 30;
            case STRING, COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException("no number in " + type);
            default -> (long) getDouble(data, type, i);
        };
    }

    /** Stores {@code value}: rounded once for floating types, truncated and saturated for integers, NaN as 0. */
    static void setDouble(MemorySegment data, ElementType type, long i, double value) {
        switch (type) {
            case FLOAT -> data.set(FLOAT, i * 4, (float) value);
            case DOUBLE -> data.set(DOUBLE, i * 8, value);
            case FLOAT16, BFLOAT16, FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT4E2M1, FLOAT8E8M0 ->
                setRawBits(data, type, i, SmallFloat.encode(type, value));
            case BOOL -> data.set(JAVA_BYTE, i, (byte) (value == 0 ? 0 : 1));
            case UINT64 -> data.set(LONG, i * 8, doubleToUnsigned(value));
            default -> setLong(data, type, i, saturate(type, value));
        }
    }

    private static long saturate(ElementType type, double value) {
        long wide = (long) value;
        if (type.bits() == 64) {
            return wide;
        }
        boolean signed = type.kind() == ElementType.Kind.SIGNED;
        long max = (1L << (type.bits() - (signed ? 1 : 0))) - 1;
        long min = signed ? -max - 1 : 0;
        return Math.clamp(wide, min, max);
    }

    /** Stores {@code value}: integers keep the low bits (two's complement), floating types round. */
    static void setLong(MemorySegment data, ElementType type, long i, long value) {
        switch (type) {
            case INT64, UINT64 -> data.set(LONG, i * 8, value);
            case INT32, UINT32 -> data.set(INT, i * 4, (int) value);
            case INT16, UINT16 -> data.set(SHORT, i * 2, (short) value);
            case INT8, UINT8 -> data.set(JAVA_BYTE, i, (byte) value);
            case BOOL -> data.set(JAVA_BYTE, i, (byte) (value == 0 ? 0 : 1));
            case INT4, UINT4, INT2, UINT2 -> setRawBits(data, type, i, (int) value);
            case STRING, COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException("no number in " + type);
            case FLOAT -> data.set(FLOAT, i * 4, (float) value);
            default -> setDouble(data, type, i, (double) value);
        }
    }

    static float getFloat(MemorySegment data, long i) {
        return data.get(FLOAT, i * 4);
    }

    static int rawBits(MemorySegment data, ElementType type, long i) {
        return switch (type.bits()) {
            case 16 -> data.get(SHORT, i * 2) & 0xFFFF;
            case 8 -> data.get(JAVA_BYTE, i) & 0xFF;
            case 4 -> (data.get(JAVA_BYTE, i >> 1) >> ((i & 1) * 4)) & 0xF;
            case 2 -> (data.get(JAVA_BYTE, i >> 2) >> ((i & 3) * 2)) & 0x3;
            default -> throw new IllegalArgumentException("no raw bits for " + type);
        };
    }

    static void setRawBits(MemorySegment data, ElementType type, long i, int bits) {
        switch (type.bits()) {
            case 16 -> data.set(SHORT, i * 2, (short) bits);
            case 8 -> data.set(JAVA_BYTE, i, (byte) bits);
            case 4 -> mix(data, i >> 1, (int) (i & 1) * 4, 0xF, bits);
            case 2 -> mix(data, i >> 2, (int) (i & 3) * 2, 0x3, bits);
            default -> throw new IllegalArgumentException("no raw bits for " + type);
        }
    }

    private static void mix(MemorySegment data, long at, int shift, int mask, int bits) {
        int old = data.get(JAVA_BYTE, at);
        data.set(JAVA_BYTE, at, (byte) ((old & ~(mask << shift)) | ((bits & mask) << shift)));
    }

    private static double unsignedToDouble(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    private static long doubleToUnsigned(double value) {
        if (!(value > 0)) {
            return 0;
        }
        if (value >= 0x1p64) {
            return -1;
        }
        return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
    }
}
