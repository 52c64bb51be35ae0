package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.ClosedException;
import dev.sardonyx.api.Escape;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a model that hold its weights. A model is not trusted to name files: only regular files
 * with one name, in the model's own folder, are ever opened. That folder is where the model's path is, or
 * where it leads if it is a link, so that a store of links to a folder of contents works.
 *
 * <p>Each file is brought into memory once. Ranges may overlap and may begin anywhere. Thread-safe.
 */
public final class ExternalData {
    private final @Nullable Path directory;
    private final List<Path> roots;
    private final FileAccess access;
    private final @Nullable Arena arena;
    private final Map<String, MemorySegment> byLocation = new HashMap<>();
    private final Map<Path, MemorySegment> byFile = new HashMap<>();

    private ExternalData(@Nullable Path directory, List<Path> roots, FileAccess access, @Nullable Arena arena) {
        this.directory = directory;
        this.roots = List.copyOf(roots);
        this.access = access;
        this.arena = arena;
    }

    /** For a model that came without a folder: every external tensor is refused. */
    public static ExternalData refused() {
        return new ExternalData(null, List.of(), FileAccess.MAPPED, null);
    }

    /** Files in {@code directory}; the memory belongs to {@code arena}. */
    public static ExternalData in(Path directory, FileAccess access, Arena arena) {
        Path real = real(directory);
        return new ExternalData(real, List.of(real), access, arena);
    }

    /** Files in the folder of {@code model}; the memory belongs to {@code arena}. */
    public static ExternalData besideModel(Path model, FileAccess access, Arena arena) {
        Path absolute = model.toAbsolutePath();
        List<Path> roots = new ArrayList<>();
        Path parent = absolute.getParent();
        Path directory = real(parent == null ? absolute : parent);
        roots.add(directory);
        Path realParent = real(absolute).getParent();
        if (realParent != null && !realParent.equals(directory)) {
            roots.add(realParent);
        }
        return new ExternalData(directory, roots, access, arena);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new ModelIoException(
                    "the model's folder could not be resolved: " + e, Where.source(path.toString()), e);
        }
    }

    /** The contents of {@code tensor}: the length it names, or all from its offset to the end of the file. */
    public MemorySegment slice(TensorProto tensor) {
        return slice(tensor, -1);
    }

    /**
     * The contents of {@code tensor}, which must be {@code expected} bytes.
     *
     * @throws ModelSecurityException where the path leads anywhere but to a regular file in the model's folder
     * @throws ModelFormatException where the range is not within the file, or not as long as expected
     * @throws ModelIoException where there is no such file, or it cannot be read
     */
    public MemorySegment slice(TensorProto tensor, long expected) {
        Where where = Where.tensor(tensor.nameOrEmpty());
        ExternalLocation location = ExternalLocation.of(tensor);
        MemorySegment file = file(location.path(), where);
        long size = file.byteSize();
        long length = location.length();
        if (length < 0) {
            length = expected >= 0 ? expected : Math.max(0, size - location.offset());
        }
        if (expected >= 0 && length != expected) {
            throw new ModelFormatException(
                    "external data of " + length + " bytes where the tensor's type and shape need " + expected, where);
        }
        // Subtracting cannot overflow where adding offset and length could.
        if (location.offset() > size || length > size - location.offset()) {
            throw new ModelFormatException(
                    "external data at " + location.offset() + " with " + length + " bytes, but '"
                            + Escape.text(location.path()) + "' has " + size,
                    where);
        }
        return file.asSlice(location.offset(), length);
    }

    private synchronized MemorySegment file(String location, Where where) {
        MemorySegment known = byLocation.get(location);
        if (known != null) {
            return known;
        }
        if (directory == null || arena == null) {
            throw new ModelSecurityException(
                    "external data '" + Escape.text(location)
                            + "' in a model that came without a folder; name the folder it may read from",
                    where);
        }
        if (!arena.scope().isAlive()) {
            throw new ClosedException("the model file is closed", where);
        }
        Path file = resolve(directory, location, where);
        MemorySegment bytes = byFile.get(file);
        if (bytes == null) {
            bytes = load(file, location, arena, where);
            byFile.put(file, bytes);
        }
        byLocation.put(location, bytes);
        return bytes;
    }

    private Path resolve(Path base, String location, Where where) {
        Path real;
        try {
            real = base.resolve(location).toRealPath();
        } catch (InvalidPathException e) {
            throw new ModelSecurityException("external data '" + Escape.text(location) + "' is not a path", where, e);
        } catch (NoSuchFileException e) {
            throw new ModelIoException("external data '" + Escape.text(location) + "' is missing", where, e);
        } catch (IOException e) {
            throw new ModelIoException(
                    "external data '" + Escape.text(location) + "' cannot be resolved: " + e, where, e);
        }
        for (Path root : roots) {
            if (real.startsWith(root)) {
                return real;
            }
        }
        throw new ModelSecurityException(
                "external data '" + Escape.text(location) + "' leads out of the model's folder", where);
    }

    private MemorySegment load(Path file, String location, Arena owner, Where where) {
        Path root = roots.stream().filter(file::startsWith).findFirst().orElseThrow();
        try (FileChannel channel = ContainedFile.open(root, file, where)) {
            return RegularFile.load(channel, access, owner, where);
        } catch (IOException e) {
            throw new ModelIoException(
                    "external data '" + Escape.text(location) + "' could not be read: " + e, where, e);
        }
    }
}
