package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens regular files only, looking before it opens: to open a pipe is to wait for its other end. */
final class RegularFile {
    private static final int PIECE = 1 << 26;

    private RegularFile() {}

    static MemorySegment open(Path path, FileAccess access, Arena arena) {
        Where where = Where.source(path.toString());
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new ModelIoException("a folder where a model file belongs", where);
            }
            if (!attributes.isRegularFile()) {
                throw new ModelIoException("a pipe or device where a model file belongs", where);
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                return load(channel, access, arena, where);
            }
        } catch (NoSuchFileException e) {
            throw new ModelIoException("no such file", where, e);
        } catch (AccessDeniedException e) {
            throw new ModelIoException("no permission to read the file", where, e);
        } catch (IOException e) {
            throw new ModelIoException("the file could not be read: " + e, where, e);
        }
    }

    static MemorySegment load(FileChannel channel, FileAccess access, Arena arena, Where where) throws IOException {
        long size = channel.size();
        if (size == 0) {
            return MemorySegment.NULL;
        }
        return switch (access) {
            case MAPPED -> channel.map(MapMode.READ_ONLY, 0, size, arena);
            case COPIED -> copy(channel, size, arena, where);
        };
    }

    private static MemorySegment copy(FileChannel channel, long size, Arena arena, Where where) throws IOException {
        MemorySegment target;
        try {
            target = arena.allocate(size, 64);
        } catch (OutOfMemoryError e) {
            throw new ModelIoException("no memory for a copy of " + size + " bytes; map the file instead", where, e);
        }
        for (long at = 0; at < size; ) {
            ByteBuffer piece = target.asSlice(at, Math.min(PIECE, size - at)).asByteBuffer();
            int read = channel.read(piece, at);
            if (read < 0) {
                throw new ModelIoException(
                        "the file shrank to " + at + " of " + size + " bytes while it was read", where);
            }
            at += read;
        }
        return target.asReadOnly();
    }
}
