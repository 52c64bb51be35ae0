package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.Limits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads protobuf messages from memory without copying their contents. Takes time in proportion to the
 * bytes, never allocates on the word of a length prefix, and bounds nesting, names and counts by
 * {@link Limits}. Every fault is a {@code ModelFormatException} that names the byte and the field, or a
 * {@code LimitExceededException}. For one thread.
 */
public final class WireReader extends WireCursor {
    // A message costs some 100 bytes of heap and as little as 2 bytes of file.
    private static final int MESSAGES_PER_NODE = 32;

    private final long maxMessages;
    private long messages;
    private long nodes;
    private int subgraphs;

    /** @param name what to call the bytes in errors, such as the file's name */
    public WireReader(MemorySegment source, Limits limits, @Nullable String name) {
        super(source, limits, name);
        this.maxMessages = Math.max(
                1024,
                limits.nodes() > Long.MAX_VALUE / MESSAGES_PER_NODE
                        ? Long.MAX_VALUE
                        : limits.nodes() * MESSAGES_PER_NODE);
    }

    /** Reads everything as one message into {@code builder}. */
    public <B extends MessageBuilder> B root(B builder) {
        builder.merge(this);
        return builder;
    }

    <B extends MessageBuilder> B message(String fieldName, int index, B builder) {
        expect(LENGTH, fieldName);
        count(fieldName);
        enter(fieldName, index, length(fieldName));
        builder.merge(this);
        leave();
        return builder;
    }

    <B extends MessageBuilder> B node(String fieldName, int index, B builder) {
        if (++nodes > limits.nodes()) {
            throw exceeded("nodes", nodes, limits.nodes(), fieldName);
        }
        return message(fieldName, index, builder);
    }

    <B extends MessageBuilder> B subgraph(String fieldName, int index, B builder) {
        if (++subgraphs > limits.subgraphNesting()) {
            throw exceeded("subgraphNesting", subgraphs, limits.subgraphNesting(), fieldName);
        }
        message(fieldName, index, builder);
        subgraphs--;
        return builder;
    }

    <B extends MessageBuilder> B function(String fieldName, int index, B builder) {
        if (index >= limits.functions()) {
            throw exceeded("functions", index + 1L, limits.functions(), fieldName);
        }
        return message(fieldName, index, builder);
    }

    private void count(String fieldName) {
        if (++messages > maxMessages) {
            throw exceeded("nodes (" + MESSAGES_PER_NODE + " messages each)", messages, maxMessages, fieldName);
        }
    }

    /** Checks that an attribute's list may have an element at {@code index}. */
    void element(String fieldName, int index) {
        if (index >= limits.attributeElements()) {
            throw exceeded("attributeElements", index + 1L, limits.attributeElements(), fieldName);
        }
    }

    String name(String fieldName) {
        expect(LENGTH, fieldName);
        long length = length(fieldName);
        if (length > limits.nameLength()) {
            throw exceeded("nameLength", length, limits.nameLength(), fieldName);
        }
        if (length == 0) {
            return "";
        }
        byte[] bytes = new byte[(int) length];
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, position(), bytes, 0, bytes.length);
        String text = Utf8.decode(bytes);
        if (text == null) {
            throw malformed("text that is not UTF-8", fieldName);
        }
        advance(length, fieldName);
        return text;
    }

    Bytes bytes(String fieldName) {
        expect(LENGTH, fieldName);
        long length = length(fieldName);
        return Bytes.range(source, advance(length, fieldName), length);
    }

    long int64(String fieldName) {
        expect(VARINT, fieldName);
        return varint(fieldName);
    }

    int int32(String fieldName) {
        return (int) int64(fieldName);
    }

    float float32(String fieldName) {
        expect(FIXED32, fieldName);
        return Float.intBitsToFloat(fixed32(fieldName));
    }

    /** Reads one number or a packed run of them. */
    NumbersBuilder numbers(String fieldName, Numbers.Kind kind, @Nullable NumbersBuilder before, long allowed) {
        NumbersBuilder target = before == null ? new NumbersBuilder(kind) : before;
        if (wireType() == LENGTH) {
            long length = length(fieldName);
            long count =
                    kind == Numbers.Kind.VARINT ? countVarints(length, fieldName) : countFixed(kind, length, fieldName);
            requireElements(target.size() + count, allowed, fieldName);
            target.addPacked(source, advance(length, fieldName), length, count);
        } else {
            expect(kind.wireType, fieldName);
            requireElements(target.size() + 1, allowed, fieldName);
            target.add(
                    switch (kind) {
                        case VARINT -> varint(fieldName);
                        case FIXED32 -> fixed32(fieldName);
                        case FIXED64 -> fixed64(fieldName);
                    });
        }
        return target;
    }

    private void requireElements(long count, long allowed, String fieldName) {
        if (count > allowed) {
            throw exceeded("attributeElements", count, allowed, fieldName);
        }
    }

    private long countFixed(Numbers.Kind kind, long length, String fieldName) {
        if (length % kind.width != 0) {
            throw malformed(length + " bytes where a multiple of " + kind.width + " belongs", fieldName);
        }
        return length / kind.width;
    }

    private long countVarints(long length, String fieldName) {
        long count = 0;
        int run = 0;
        for (long i = position(), stop = position() + length; i < stop; i++) {
            run++;
            if (source.get(ValueLayout.JAVA_BYTE, i) >= 0) {
                count++;
                run = 0;
            } else if (run == 10) {
                throw malformed("a varint of more than 10 bytes", fieldName);
            }
        }
        if (run != 0) {
            throw malformed("a varint that runs past the end of its list", fieldName);
        }
        return count;
    }

    /** Passes over a field this version does not know and keeps its bytes, tag included. */
    List<Bytes> unknown(@Nullable List<Bytes> before) {
        skip();
        Bytes raw = Bytes.range(source, fieldStart(), position() - fieldStart());
        if (before != null) {
            Bytes joined = before.getLast().joined(raw);
            if (joined != null) {
                before.set(before.size() - 1, joined);
                return before;
            }
        }
        count("unknown field " + field());
        return Fields.add(before, raw);
    }
}
