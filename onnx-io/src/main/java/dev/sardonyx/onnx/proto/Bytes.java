package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes inside the model, not copied. Valid as long as the memory it lies in; equal to any other
 * run of the same bytes. Also holds text that nobody may ever ask for, such as documentation.
 */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(MemorySegment.NULL, 0, 0);
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final MemorySegment base;
    private final long offset;
    private final long size;

    // Holds the range and not a slice: a slice costs as much again, and most are never looked at.
    private Bytes(MemorySegment base, long offset, long size) {
        this.base = base;
        this.offset = offset;
        this.size = size;
    }

    static Bytes range(MemorySegment base, long offset, long size) {
        return size == 0 ? EMPTY : new Bytes(base, offset, size);
    }

    public static Bytes of(MemorySegment segment) {
        return range(segment.asReadOnly(), 0, segment.byteSize());
    }

    public static Bytes of(byte[] bytes) {
        return of(MemorySegment.ofArray(bytes.clone()));
    }

    public static Bytes of(String text) {
        return of(MemorySegment.ofArray(Utf8.encode(text)));
    }

    public long size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The bytes where they lie, read-only. */
    public MemorySegment segment() {
        return base.asSlice(offset, size);
    }

    public byte[] toArray() {
        if (size > MAX_ARRAY) {
            throw new LimitExceededException("array length", size, MAX_ARRAY, Where.UNKNOWN, "read it as a segment");
        }
        return segment().toArray(ValueLayout.JAVA_BYTE);
    }

    /** The bytes as text. Throws {@link ModelFormatException} where they are not UTF-8. */
    public String utf8() {
        String text = Utf8.decode(toArray());
        if (text == null) {
            throw new ModelFormatException("text of " + size + " bytes is not UTF-8", Where.offset(null, offset));
        }
        return text;
    }

    /** This range with {@code next} appended where that follows directly in memory, else null. */
    @Nullable
    Bytes joined(Bytes next) {
        return next.base.equals(base) && offset + size == next.offset
                ? new Bytes(base, offset, size + next.size)
                : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && size == that.size && segment().mismatch(that.segment()) == -1;
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(size);
        for (long i = 0; i < Math.min(size, 32); i++) {
            hash = 31 * hash + base.get(ValueLayout.JAVA_BYTE, offset + i);
        }
        return hash;
    }

    @Override
    public String toString() {
        return size + " bytes";
    }
}
