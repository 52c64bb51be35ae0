package dev.sardonyx.zoo.internal;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A regular file open for reading. Every read is checked against the file's length before anything is
 * allocated for it, so that a size declared inside the file can never cost more memory than the file has bytes.
 */
public final class InputFile implements AutoCloseable {
    private static final int BLOCK = 1 << 26;

    private final String name;
    private final FileChannel channel;
    private final long length;

    private InputFile(String name, FileChannel channel, long length) {
        this.name = name;
        this.channel = channel;
        this.length = length;
    }

    /**
     * @throws ModelIoException if there is no such file, or it cannot be read
     */
    public static InputFile open(Path path) {
        String name = path.toString();
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ModelIoException("expected a regular file, found a folder or device", Where.source(name));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            return new InputFile(name, channel, channel.size());
        } catch (NoSuchFileException e) {
            throw new ModelIoException("there is no such file; check the path", Where.source(name), e);
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw failed(name, e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel, IOException because) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }

    /** The path, for messages. */
    public String name() {
        return name;
    }

    /** The length in bytes when the file was opened. */
    public long length() {
        return length;
    }

    /**
     * Bytes {@code offset} to {@code offset + count} as a little-endian buffer.
     *
     * @param what what these bytes are, for the message
     * @throws InputException if the file ends before them
     */
    public ByteBuffer read(long offset, int count, String what) {
        require(offset, count, what);
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(offset, buffer);
        return buffer.flip();
    }

    /**
     * Fills {@code target} with the bytes from {@code offset} on.
     *
     * @param what what these bytes are, for the message
     * @throws InputException if the file ends before them
     */
    public void read(long offset, MemorySegment target, String what) {
        require(offset, target.byteSize(), what);
        for (long done = 0; done < target.byteSize(); done += BLOCK) {
            long count = Math.min(BLOCK, target.byteSize() - done);
            MemorySegment part = target.asSlice(done, count);
            if (part.isNative()) {
                fill(offset + done, part.asByteBuffer());
            } else {
                // A heap segment over longs has no buffer view.
                part.copyFrom(MemorySegment.ofBuffer(read(offset + done, (int) count, what)));
            }
        }
    }

    /**
     * @param what what the bytes are, for the message
     * @throws InputException if the file has no {@code count} bytes from {@code offset} on
     */
    public void require(long offset, long count, String what) {
        if (count < 0 || offset > length || count > length - offset) {
            throw new InputException(
                    "the file is truncated: expected " + count + " bytes of " + what + ", found "
                            + Math.max(0, length - offset) + "; copy or save it again",
                    Where.offset(name, offset));
        }
    }

    private void fill(long offset, ByteBuffer buffer) {
        try {
            long at = offset;
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw new ModelIoException("the file shrank while it was read", Where.offset(name, at));
                }
                at += count;
            }
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    private static ModelIoException failed(String name, IOException e) {
        return new ModelIoException("could not read the file: " + e, Where.source(name), e);
    }
}
