package dev.sardonyx.api.tensor;

import java.util.Optional;

/**
 * Every element type of ONNX tensors, with its number in the file format and its size.
 *
 * <p>Kernels compute in {@link #FLOAT}, {@link #DOUBLE}, {@link #INT32}, {@link #INT64} and {@link #BOOL};
 * the rest are storage types, converted on load and rounded once on store.
 */
public enum ElementType {
    FLOAT(1, 32, Kind.FLOATING),
    UINT8(2, 8, Kind.UNSIGNED),
    INT8(3, 8, Kind.SIGNED),
    UINT16(4, 16, Kind.UNSIGNED),
    INT16(5, 16, Kind.SIGNED),
    INT32(6, 32, Kind.SIGNED),
    INT64(7, 64, Kind.SIGNED),
    STRING(8, 0, Kind.STRING),
    BOOL(9, 8, Kind.BOOL),
    FLOAT16(10, 16, Kind.FLOATING),
    DOUBLE(11, 64, Kind.FLOATING),
    UINT32(12, 32, Kind.UNSIGNED),
    UINT64(13, 64, Kind.UNSIGNED),
    COMPLEX64(14, 64, Kind.COMPLEX),
    COMPLEX128(15, 128, Kind.COMPLEX),
    BFLOAT16(16, 16, Kind.FLOATING),
    FLOAT8E4M3FN(17, 8, Kind.FLOATING),
    FLOAT8E4M3FNUZ(18, 8, Kind.FLOATING),
    FLOAT8E5M2(19, 8, Kind.FLOATING),
    FLOAT8E5M2FNUZ(20, 8, Kind.FLOATING),
    UINT4(21, 4, Kind.UNSIGNED),
    INT4(22, 4, Kind.SIGNED),
    FLOAT4E2M1(23, 4, Kind.FLOATING),
    FLOAT8E8M0(24, 8, Kind.FLOATING),
    UINT2(25, 2, Kind.UNSIGNED),
    INT2(26, 2, Kind.SIGNED);

    /** What a bit pattern of the type means. */
    public enum Kind {
        FLOATING,
        SIGNED,
        UNSIGNED,
        BOOL,
        COMPLEX,
        STRING
    }

    private static final long STRING_BYTES = 16;
    private static final ElementType[] BY_CODE = new ElementType[27];

    static {
        for (ElementType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int bits;
    private final Kind kind;

    ElementType(int code, int bits, Kind kind) {
        this.code = code;
        this.bits = bits;
        this.kind = kind;
    }

    /** The number in ONNX's {@code TensorProto.DataType}. */
    public int code() {
        return code;
    }

    /** Size of one element in bits; 0 for {@link #STRING}. */
    public int bits() {
        return bits;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /** Signed or unsigned integer; not bool. */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /** Whether several elements share a byte. */
    public boolean isSubByte() {
        return bits > 0 && bits < 8;
    }

    /**
     * Bytes that {@code count} elements take, packed without gaps; {@link Long#MAX_VALUE} where that does
     * not fit a long. For {@link #STRING} the least that so many references to strings take.
     */
    public long bytes(long count) {
        if (this == STRING) {
            return count <= Long.MAX_VALUE / STRING_BYTES ? count * STRING_BYTES : Long.MAX_VALUE;
        }
        long high = Math.multiplyHigh(count, bits);
        long low = count * bits;
        if (high != 0 || low < 0 || low > Long.MAX_VALUE - 7) {
            return bits >= 8 && count <= Long.MAX_VALUE / (bits / 8) ? count * (bits / 8) : Long.MAX_VALUE;
        }
        return (low + 7) / 8;
    }

    /** The type with ONNX's number {@code code}, if there is one. */
    public static Optional<ElementType> ofCode(int code) {
        return code > 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    /** ONNX's spelling in type strings: {@code float}, {@code int64}, {@code bool}, … */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
