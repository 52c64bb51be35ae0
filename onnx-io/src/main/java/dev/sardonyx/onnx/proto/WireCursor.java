package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The position in the bytes, the messages around it, and the tags, numbers and lengths found there. */
abstract class WireCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_VARINT = 10;

    // Messages are read by recursion; beyond this no thread's stack is sure to suffice, whatever Limits allows.
    private static final int MAX_DEPTH = 1000;

    final MemorySegment source;
    final Limits limits;
    private final @Nullable String name;

    private long position;
    private long end;
    private long fieldStart;
    private int field;
    private int wireType;

    private String[] path = new String[8];
    private int[] indexes = new int[8];
    private long[] ends = new long[8];
    private int depth;

    WireCursor(MemorySegment source, Limits limits, @Nullable String name) {
        this.source = source.asReadOnly();
        this.limits = limits;
        this.name = name;
        this.end = source.byteSize();
    }

    /** Moves to the next field of the current message; false at its end. */
    final boolean next() {
        fieldStart = position;
        if (position == end) {
            return false;
        }
        long tag = varint("a field tag");
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed(
                    "field number " + Long.toUnsignedString(tag >>> 3) + " is not a protobuf field number",
                    "a field tag");
        }
        return true;
    }

    final int field() {
        return field;
    }

    final int wireType() {
        return wireType;
    }

    final long position() {
        return position;
    }

    final long fieldStart() {
        return fieldStart;
    }

    final void expect(int type, String fieldName) {
        if (wireType != type) {
            throw malformed("wire type " + wireType + " where " + type + " belongs", fieldName);
        }
    }

    final long varint(String fieldName) {
        long value = 0;
        for (int i = 0; i < MAX_VARINT; i++) {
            if (position == end) {
                throw truncated(fieldName);
            }
            byte b = source.get(ValueLayout.JAVA_BYTE, position++);
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a varint of more than 10 bytes", fieldName);
    }

    final int fixed32(String fieldName) {
        return source.get(INT, advance(4, fieldName));
    }

    final long fixed64(String fieldName) {
        return source.get(LONG, advance(8, fieldName));
    }

    /** Reads a length prefix; the bytes it promises are there. */
    final long length(String fieldName) {
        long length = varint(fieldName);
        if (length < 0 || length > source.byteSize() - position) {
            throw malformed(
                    "truncated: a length of " + Long.toUnsignedString(length) + " bytes where "
                            + (source.byteSize() - position) + " remain",
                    fieldName);
        }
        if (length > end - position) {
            throw malformed(
                    "a length of " + length + " bytes where the message around it has " + (end - position) + " left",
                    fieldName);
        }
        return length;
    }

    /** Passes over {@code count} bytes and returns where they begin. */
    final long advance(long count, String fieldName) {
        if (count > end - position) {
            throw truncated(fieldName);
        }
        long begin = position;
        position += count;
        return begin;
    }

    final void enter(String fieldName, int index, long length) {
        int allowed = Math.min(limits.messageNesting(), MAX_DEPTH);
        if (depth >= allowed) {
            throw exceeded("messageNesting", depth + 1L, allowed, fieldName);
        }
        if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
            indexes = Arrays.copyOf(indexes, 2 * depth);
            ends = Arrays.copyOf(ends, 2 * depth);
        }
        path[depth] = fieldName;
        indexes[depth] = index;
        ends[depth] = end;
        depth++;
        end = position + length;
    }

    final void leave() {
        depth--;
        end = ends[depth];
    }

    /** Passes over the value of the current field, whatever it is. */
    final void skip() {
        String what = "unknown field " + field;
        if (wireType == START_GROUP) {
            skipGroup(what);
        } else {
            skipValue(wireType, what);
        }
    }

    private void skipGroup(String what) {
        int[] open = new int[8];
        open[0] = field;
        int groups = 1;
        while (groups > 0) {
            long tag = varint(what);
            int number = (int) (tag >>> 3);
            if (tag >>> 32 != 0 || number == 0) {
                throw malformed("a bad field number in a group", what);
            }
            int type = (int) (tag & 7);
            if (type == START_GROUP) {
                if (groups >= limits.messageNesting()) {
                    throw malformed("groups nested more than " + limits.messageNesting() + " deep", what);
                }
                open = groups == open.length ? Arrays.copyOf(open, 2 * groups) : open;
                open[groups++] = number;
            } else if (type == END_GROUP) {
                if (open[--groups] != number) {
                    throw malformed("the end of group " + number + " inside group " + open[groups], what);
                }
            } else {
                skipValue(type, what);
            }
        }
    }

    private void skipValue(int type, String what) {
        switch (type) {
            case VARINT -> varint(what);
            case FIXED64 -> advance(8, what);
            case LENGTH -> advance(length(what), what);
            case FIXED32 -> advance(4, what);
            case END_GROUP -> throw malformed("the end of a group that never began", what);
            default -> throw malformed("wire type " + type + ", which protobuf does not have", what);
        }
    }

    final ModelFormatException truncated(String fieldName) {
        return malformed("truncated", fieldName);
    }

    /** An error in the field at hand. */
    final ModelFormatException malformed(String problem, String fieldName) {
        return new ModelFormatException(problem + " in " + pathTo(fieldName), Where.offset(name, position));
    }

    final LimitExceededException exceeded(String limit, long asked, long allowed, String fieldName) {
        return new LimitExceededException(
                limit,
                asked,
                allowed,
                Where.offset(name, fieldStart),
                "found in " + pathTo(fieldName) + "; raise it in Limits if you trust the source");
    }

    private String pathTo(String fieldName) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            out.append(path[i]);
            if (indexes[i] >= 0) {
                out.append('[').append(indexes[i]).append(']');
            }
            out.append(fieldName.indexOf(' ') >= 0 && i == depth - 1 ? ": " : ".");
        }
        return out.append(fieldName).toString();
    }
}
