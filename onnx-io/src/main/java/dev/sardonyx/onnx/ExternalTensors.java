package dev.sardonyx.onnx;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.Numbers;
import dev.sardonyx.onnx.proto.StringStringEntryProto;
import dev.sardonyx.onnx.proto.TensorProto;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The tensors of one model that go to a file beside it. The file is named after the model file and its own
 * contents, never after tensors: a new model never changes the file that an old one refers to, and writing the same
 * model twice gives the same files.
 */
final class ExternalTensors {
    /** Smaller tensors stay in the model: one lookup in another file costs more. */
    static final long MIN_BYTES = 1024;

    private static final long ALIGNMENT = 64;
    private static final int PIECE = 1 << 20;
    private static final int DIGITS = 16;
    private static final int MAX_BASE = 100;

    private final List<MemorySegment> data = new ArrayList<>();
    private final String base;

    // Every tensor refers to this one text. Its digits are filled in when the contents, and so their digest, are known.
    private final byte[] location;
    private final Bytes locationBytes;
    private long end;

    /** Tensors of a model that will be written as {@code modelFileName}. */
    ExternalTensors(String modelFileName) {
        String safe = modelFileName.replaceAll("[^A-Za-z0-9._-]", "_");
        this.base = safe.substring(0, Math.min(safe.length(), MAX_BASE)) + "-";
        this.location = fileName("0".repeat(DIGITS)).getBytes(StandardCharsets.US_ASCII);
        this.locationBytes = Bytes.of(MemorySegment.ofArray(location));
    }

    private String fileName(String digits) {
        return base + digits + ".data";
    }

    /** The tensor as the model has it: with its data, or with the place where they will be. */
    TensorProto write(String name, Tensor tensor) {
        if (tensor.elementType() == ElementType.STRING || tensor.bytes() < MIN_BYTES) {
            return TensorCodec.write(name, tensor);
        }
        long offset = aligned(end);
        end = offset + tensor.bytes();
        data.add(tensor.data());
        return TensorProto.builder()
                .dims(Numbers.ofLongs(tensor.shape().dims()))
                .dataType(tensor.elementType().code())
                .name(name)
                .addExternalData(entry("location", locationBytes))
                .addExternalData(entry("offset", Bytes.of(Long.toString(offset))))
                .addExternalData(entry("length", Bytes.of(Long.toString(tensor.bytes()))))
                .dataLocation(TensorProto.EXTERNAL)
                .build();
    }

    private static StringStringEntryProto entry(String key, Bytes value) {
        return StringStringEntryProto.builder().key(key).value(value).build();
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    boolean isEmpty() {
        return data.isEmpty();
    }

    /** Writes the contents; gives the name the file must have. */
    String writeTo(WritableByteChannel channel) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer padding = ByteBuffer.allocate((int) ALIGNMENT);
        long position = 0;
        for (MemorySegment segment : data) {
            padding.clear().limit((int) (aligned(position) - position));
            position += padding.remaining();
            write(padding, channel, digest);
            for (long at = 0; at < segment.byteSize(); at += PIECE) {
                write(
                        segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at))
                                .asByteBuffer(),
                        channel,
                        digest);
            }
            position += segment.byteSize();
        }
        String name = fileName(HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS));
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, location, 0, location.length);
        return name;
    }

    private static void write(ByteBuffer bytes, WritableByteChannel channel, MessageDigest digest) throws IOException {
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
