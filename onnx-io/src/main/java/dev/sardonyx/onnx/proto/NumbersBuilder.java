package dev.sardonyx.onnx.proto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects a repeated number field. Long packed runs stay where they lie; single values and short runs are
 * gathered in arrays, so that a million one-element runs do not become a million objects.
 */
final class NumbersBuilder {
    private static final int SHORT_RUN = 256;
    private static final int FULL = 1 << 20;
    private static final byte[] NONE = {};

    private final Numbers.Kind kind;
    private final List<MemorySegment> parts = new ArrayList<>(1);
    private byte[] gathered = NONE;
    private int used;
    private long size;

    NumbersBuilder(Numbers.Kind kind) {
        this.kind = kind;
    }

    long size() {
        return size;
    }

    void add(long value) {
        reserve(10);
        switch (kind) {
            case VARINT -> {
                long rest = value;
                while ((rest & ~0x7fL) != 0) {
                    gathered[used++] = (byte) (rest | 0x80);
                    rest >>>= 7;
                }
                gathered[used++] = (byte) rest;
            }
            case FIXED32, FIXED64 -> {
                for (int i = 0; i < kind.width; i++) {
                    gathered[used++] = (byte) (value >>> (8 * i));
                }
            }
        }
        size++;
    }

    /** Adds {@code count} values whose encoding was checked. */
    void addPacked(MemorySegment source, long offset, long length, long count) {
        if (length == 0) {
            return;
        }
        if (length < SHORT_RUN) {
            reserve((int) length);
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, offset, gathered, used, (int) length);
            used += (int) length;
        } else {
            seal();
            parts.add(source.asSlice(offset, length));
        }
        size += count;
    }

    private void reserve(int bytes) {
        if (used + bytes > FULL) {
            seal();
        }
        if (used + bytes > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(used + bytes, 2 * used));
        }
    }

    private void seal() {
        if (used > 0) {
            parts.add(MemorySegment.ofArray(Arrays.copyOf(gathered, used)).asReadOnly());
            used = 0;
        }
    }

    Numbers build() {
        seal();
        return size == 0 ? Numbers.EMPTY : new Numbers(kind, List.copyOf(parts), size);
    }
}
