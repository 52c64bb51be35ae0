package dev.sardonyx.onnx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that appears whole or not at all: it is written under another name in the same folder, forced to disk and
 * then moved to its place. What was there stays until that moment, and stays mapped where it is mapped. A process
 * that dies leaves a file that the next writer of the same file removes.
 */
final class AtomicFile implements Closeable {
    private static final String SUFFIX = ".sardonyx-tmp";
    private static final Duration STALE = Duration.ofHours(1);
    private static final Set<PosixFilePermission> WRITE =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final Path temporary;
    private final FileChannel channel;

    private AtomicFile(Path folder, Path temporary, FileChannel channel) {
        this.folder = folder;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** A file for {@code folder}; leftovers of the same {@code name} are removed. */
    static AtomicFile in(Path folder, String name) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        String prefix = "." + name + ".";
        removeStale(folder, prefix);
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        Path temporary = folder.resolve(prefix + HexFormat.of().formatHex(random) + SUFFIX);
        return new AtomicFile(
                folder,
                temporary,
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static void removeStale(Path folder, String prefix) throws IOException {
        Instant limit = Instant.now().minus(STALE);
        DirectoryStream.Filter<Path> leftovers = path -> {
            String name = String.valueOf(path.getFileName());
            return name.startsWith(prefix) && name.endsWith(SUFFIX);
        };
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, leftovers)) {
            for (Path leftover : stream) {
                // A young one may be another writer's.
                if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Moves what was written to its place. */
    void moveTo(Path target) throws IOException {
        requireReplaceable(target);
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
    }

    /** A move needs a writable folder only; a file that is marked read-only is to stay all the same. */
    static void requireReplaceable(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "a folder has this name");
        }
        PosixFileAttributeView posix = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        boolean nobodyMayWrite = posix != null
                && Files.exists(target)
                && Collections.disjoint(posix.readAttributes().permissions(), WRITE);
        if (nobodyMayWrite || (Files.exists(target) && !Files.isWritable(target))) {
            throw new FileSystemException(target.toString(), null, "the file is read-only");
        }
    }

    /** Makes the move itself last; not every system can. */
    private void forceFolder() {
        try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
            open.force(true);
        } catch (IOException e) {
            return; // Windows opens no folders
        }
    }

    /** Removes what was written, unless it was moved. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
