package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file below a folder such that a link put in its way between the check and the opening is not
 * followed. Where the file system can, each step goes through the open folder and not through a path.
 */
final class ContainedFile {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private ContainedFile() {}

    /** Opens {@code file}, a real path below the real path {@code root}. */
    static FileChannel open(Path root, Path file, Where where) throws IOException {
        BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        requireOrdinary(file, before, where);
        FileChannel channel = openBelow(root, root.relativize(file), before.fileKey(), where);
        try {
            // Again, now that it is open: the name must still be the file that was looked at.
            BasicFileAttributes after =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            requireOrdinary(file, after, where);
            requireSame(before.fileKey(), after.fileKey(), where);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void requireOrdinary(Path file, BasicFileAttributes attributes, Where where) throws IOException {
        if (!attributes.isRegularFile()) {
            String what =
                    attributes.isDirectory() ? "a folder" : attributes.isSymbolicLink() ? "a link" : "a pipe or device";
            throw new ModelSecurityException("external data is " + what + ", not a regular file", where);
        }
        // A second name may be a file from anywhere that was linked into the folder to be read.
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links
                && links != 1) {
            throw new ModelSecurityException(
                    "external data file has " + links + " names (hard links), expected 1", where);
        }
    }

    private static void requireSame(@Nullable Object before, @Nullable Object after, Where where) {
        if (!Objects.equals(before, after)) {
            throw new ModelSecurityException("external data file was replaced while it was opened", where);
        }
    }

    private static FileChannel openBelow(Path root, Path relative, @Nullable Object key, Where where)
            throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
            if (stream instanceof SecureDirectoryStream<Path> folder) {
                return openIn(folder, relative, key, where);
            }
        }
        return FileChannel.open(root.resolve(relative), READ);
    }

    private static FileChannel openIn(
            SecureDirectoryStream<Path> folder, Path relative, @Nullable Object key, Where where) throws IOException {
        if (relative.getNameCount() > 1) {
            Path first = relative.getName(0);
            try (SecureDirectoryStream<Path> inner = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
                return openIn(inner, relative.subpath(1, relative.getNameCount()), key, where);
            }
        }
        BasicFileAttributeView view =
                folder.getFileAttributeView(relative, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        requireSame(key, view.readAttributes().fileKey(), where);
        SeekableByteChannel channel = folder.newByteChannel(relative, READ);
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("this file system gives no file channel to map");
    }
}
