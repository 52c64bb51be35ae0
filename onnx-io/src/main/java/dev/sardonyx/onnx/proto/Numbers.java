package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A repeated number field, kept as it was encoded and decoded when asked. Immutable; valid as long as the
 * model's memory.
 */
public final class Numbers {
    /** How the numbers are encoded. */
    public enum Kind {
        VARINT(WireCursor.VARINT, 1),
        FIXED32(WireCursor.FIXED32, 4),
        FIXED64(WireCursor.FIXED64, 8);

        final int wireType;
        final int width;

        Kind(int wireType, int width) {
            this.wireType = wireType;
            this.width = width;
        }
    }

    public static final Numbers EMPTY = new Numbers(Kind.VARINT, List.of(), 0);

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final Kind kind;
    private final List<MemorySegment> parts;
    private final long size;

    Numbers(Kind kind, List<MemorySegment> parts, long size) {
        this.kind = kind;
        this.parts = parts;
        this.size = size;
    }

    public static Numbers ofLongs(long... values) {
        NumbersBuilder out = new NumbersBuilder(Kind.VARINT);
        for (long value : values) {
            out.add(value);
        }
        return out.build();
    }

    public static Numbers ofFloats(float... values) {
        NumbersBuilder out = new NumbersBuilder(Kind.FIXED32);
        for (float value : values) {
            out.add(Float.floatToRawIntBits(value));
        }
        return out.build();
    }

    public static Numbers ofDoubles(double... values) {
        NumbersBuilder out = new NumbersBuilder(Kind.FIXED64);
        for (double value : values) {
            out.add(Double.doubleToRawLongBits(value));
        }
        return out.build();
    }

    static Numbers of(@Nullable NumbersBuilder builder) {
        return builder == null ? EMPTY : builder.build();
    }

    @Nullable
    NumbersBuilder toBuilder() {
        if (size == 0) {
            return null;
        }
        NumbersBuilder out = new NumbersBuilder(kind);
        forEachRaw(out::add);
        return out;
    }

    public Kind kind() {
        return kind;
    }

    public long size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The packed encoding, in order. Little-endian values side by side for the fixed kinds. */
    public List<MemorySegment> parts() {
        return parts;
    }

    long encodedSize() {
        long total = 0;
        for (MemorySegment part : parts) {
            total += part.byteSize();
        }
        return total;
    }

    /** Calls {@code action} with each value: the integer, or the bits of a fixed one. Needs no array. */
    public void forEachRaw(LongConsumer action) {
        Cursor cursor = new Cursor(this);
        for (long i = 0; i < size; i++) {
            action.accept(cursor.next());
        }
    }

    public long[] toLongs() {
        long[] out = new long[length()];
        Cursor cursor = new Cursor(this);
        for (int i = 0; i < out.length; i++) {
            out[i] = cursor.next();
        }
        return out;
    }

    /** The integers cut to 32 bits, as protobuf's int32 demands. */
    public int[] toInts() {
        int[] out = new int[length()];
        Cursor cursor = new Cursor(this);
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) cursor.next();
        }
        return out;
    }

    public float[] toFloats() {
        float[] out = new float[length()];
        Cursor cursor = new Cursor(this);
        for (int i = 0; i < out.length; i++) {
            out[i] = Float.intBitsToFloat((int) cursor.next());
        }
        return out;
    }

    public double[] toDoubles() {
        double[] out = new double[length()];
        Cursor cursor = new Cursor(this);
        for (int i = 0; i < out.length; i++) {
            out[i] = Double.longBitsToDouble(cursor.next());
        }
        return out;
    }

    private int length() {
        if (size > MAX_ARRAY) {
            throw new LimitExceededException(
                    "array length", size, MAX_ARRAY, Where.UNKNOWN, "read the values one by one");
        }
        return (int) size;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Numbers that) || size != that.size || (size > 0 && kind != that.kind)) {
            return false;
        }
        Cursor left = new Cursor(this);
        Cursor right = new Cursor(that);
        for (long i = 0; i < size; i++) {
            if (left.next() != right.next()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(size);
        Cursor cursor = new Cursor(this);
        for (long i = 0; i < Math.min(size, 16); i++) {
            hash = 31 * hash + Long.hashCode(cursor.next());
        }
        return hash;
    }

    @Override
    public String toString() {
        return size + " numbers";
    }

    /** Walks the values. The parts were checked when read, so that no value crosses their ends. */
    private static final class Cursor {
        private final Kind kind;
        private final List<MemorySegment> parts;
        private int nextPart;
        private MemorySegment part = MemorySegment.NULL;
        private long position;

        Cursor(Numbers numbers) {
            this.kind = numbers.kind;
            this.parts = numbers.parts;
        }

        long next() {
            if (position == part.byteSize()) {
                part = parts.get(nextPart++);
                position = 0;
            }
            if (kind == Kind.VARINT) {
                return varint();
            }
            long at = position;
            position += kind.width;
            return kind == Kind.FIXED32 ? part.get(INT, at) : part.get(LONG, at);
        }

        private long varint() {
            long value = 0;
            int shift = 0;
            byte b;
            do {
                b = part.get(ValueLayout.JAVA_BYTE, position++);
                value |= (long) (b & 0x7f) << shift;
                shift += 7;
            } while (b < 0);
            return value;
        }
    }
}
