package dev.sardonyx.zoo.internal;

import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file whole, so that the formats need not know how I/O fails. */
public final class OutputFile {
    private static final int BLOCK = 1 << 26;

    private OutputFile() {}

    /** What writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    /**
     * Replaces {@code path} with {@code content}.
     *
     * @throws ModelIoException if that fails; the file may then be incomplete
     */
    public static void write(Path path, Content content) {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(channel);
        } catch (IOException e) {
            throw new ModelIoException(
                    "could not write the file: " + e + "; check that its folder exists and has room",
                    Where.source(path.toString()),
                    e);
        }
    }

    /** Writes all of {@code buffer}. */
    public static void writeAll(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Writes all of {@code segment}. */
    public static void writeAll(WritableByteChannel channel, MemorySegment segment) throws IOException {
        for (long done = 0; done < segment.byteSize(); done += BLOCK) {
            MemorySegment part = segment.asSlice(done, Math.min(BLOCK, segment.byteSize() - done));
            // A heap segment over longs has no buffer view.
            writeAll(
                    channel,
                    part.isNative() ? part.asByteBuffer() : ByteBuffer.wrap(part.toArray(ValueLayout.JAVA_BYTE)));
        }
    }
}
