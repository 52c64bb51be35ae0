package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages in protobuf's wire format: the same message always becomes the same bytes. Each message
 * is walked twice, first to learn the lengths that come before the contents. Weights go from where they
 * lie to the channel in pieces, never through the heap as a whole.
 */
public final class WireWriter {
    private static final long MAX_MESSAGE = Integer.MAX_VALUE;
    private static final long MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final int PIECE = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private long[] lengths = new long[64];
    private int lengthCount;
    private long position;
    // Null while measuring.
    private @Nullable ByteBuffer buffer;
    private @Nullable WritableByteChannel channel;

    private WireWriter() {}

    /** The size of {@code message} in bytes. */
    public static long size(Message message) {
        return measured(message, MAX_MESSAGE).position;
    }

    public static byte[] toBytes(Message message) {
        WireWriter writer = measured(message, MAX_ARRAY);
        byte[] bytes = new byte[(int) writer.position];
        writer.buffer = ByteBuffer.wrap(bytes);
        writer.emit(message);
        return bytes;
    }

    /** Writes to {@code channel} where it stands, and leaves it open. */
    public static void write(Message message, WritableByteChannel channel) {
        WireWriter writer = measured(message, MAX_MESSAGE);
        writer.buffer = ByteBuffer.allocateDirect(BUFFER);
        writer.channel = channel;
        try {
            writer.emit(message);
            writer.flush();
        } catch (UncheckedIOException e) {
            throw new ModelIoException("the model could not be written: " + e.getCause(), Where.UNKNOWN, e.getCause());
        }
    }

    private static WireWriter measured(Message message, long allowed) {
        WireWriter writer = new WireWriter();
        message.writeTo(writer);
        if (writer.position > allowed) {
            throw new LimitExceededException(
                    "size of one protobuf message",
                    writer.position,
                    allowed,
                    Where.UNKNOWN,
                    "no reader accepts more; keep the weights in an external data file");
        }
        return writer;
    }

    private void emit(Message message) {
        position = 0;
        lengthCount = 0;
        message.writeTo(this);
    }

    void message(int field, @Nullable Message value) {
        if (value == null) {
            return;
        }
        int slot = lengthCount++;
        if (buffer == null) {
            lengths = slot == lengths.length ? Arrays.copyOf(lengths, 2 * slot) : lengths;
            long begin = position;
            value.writeTo(this);
            lengths[slot] = position - begin;
            prefix(field, lengths[slot]);
        } else {
            prefix(field, lengths[slot]);
            value.writeTo(this);
        }
    }

    void messages(int field, List<? extends Message> values) {
        for (Message value : values) {
            message(field, value);
        }
    }

    void name(int field, @Nullable String value) {
        if (value != null) {
            byte[] encoded = Utf8.encode(value);
            prefix(field, encoded.length);
            raw(MemorySegment.ofArray(encoded));
        }
    }

    void names(int field, List<String> values) {
        for (String value : values) {
            name(field, value);
        }
    }

    void bytes(int field, @Nullable Bytes value) {
        if (value != null) {
            prefix(field, value.size());
            raw(value.segment());
        }
    }

    void bytes(int field, List<Bytes> values) {
        for (Bytes value : values) {
            bytes(field, value);
        }
    }

    void int64(int field, @Nullable Long value) {
        if (value != null) {
            tag(field, WireCursor.VARINT);
            varint(value);
        }
    }

    void int32(int field, @Nullable Integer value) {
        if (value != null) {
            int64(field, value.longValue());
        }
    }

    void float32(int field, @Nullable Float value) {
        if (value != null) {
            tag(field, WireCursor.FIXED32);
            fixed(Float.floatToRawIntBits(value), 4);
        }
    }

    void packed(int field, Numbers values) {
        if (!values.isEmpty()) {
            prefix(field, values.encodedSize());
            values.parts().forEach(this::raw);
        }
    }

    void unpacked(int field, Numbers values) {
        Numbers.Kind kind = values.kind();
        values.forEachRaw(value -> {
            tag(field, kind.wireType);
            if (kind == Numbers.Kind.VARINT) {
                varint(value);
            } else {
                fixed(value, kind.width);
            }
        });
    }

    void unknown(List<Bytes> fields) {
        for (Bytes field : fields) {
            raw(field.segment());
        }
    }

    private void prefix(int field, long length) {
        tag(field, WireCursor.LENGTH);
        varint(length);
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
        ByteBuffer out = room((bits + 6) / 7);
        if (out == null) {
            return;
        }
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private void fixed(long bits, int width) {
        ByteBuffer out = room(width);
        for (int i = 0; out != null && i < width; i++) {
            out.put((byte) (bits >>> (8 * i)));
        }
    }

    /** The buffer with room for {@code count} small bytes, or null while measuring. */
    private @Nullable ByteBuffer room(int count) {
        position += count;
        if (buffer != null && buffer.remaining() < count) {
            flush();
        }
        return buffer;
    }

    private void raw(MemorySegment segment) {
        position += segment.byteSize();
        ByteBuffer out = buffer;
        if (out == null) {
            return;
        }
        WritableByteChannel target = channel;
        if (target == null || segment.byteSize() <= out.remaining()) {
            MemorySegment.copy(segment, 0, MemorySegment.ofBuffer(out), 0, segment.byteSize());
            out.position(out.position() + (int) segment.byteSize());
            return;
        }
        flush();
        for (long at = 0; at < segment.byteSize(); at += PIECE) {
            drain(segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer(), target);
        }
    }

    private void flush() {
        if (buffer != null && channel != null) {
            drain(buffer.flip(), channel);
            buffer.clear();
        }
    }

    private static void drain(ByteBuffer bytes, WritableByteChannel channel) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
