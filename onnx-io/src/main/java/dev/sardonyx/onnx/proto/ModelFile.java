package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a model and of the files its weights lie in. The memory is given back when neither
 * this nor anything parsed from it is reachable. Thread-safe.
 */
public final class ModelFile {
    private final MemorySegment bytes;
    private final @Nullable String name;
    private final ExternalData externalData;

    private ModelFile(MemorySegment bytes, @Nullable String name, ExternalData externalData) {
        this.bytes = bytes;
        this.name = name;
        this.externalData = externalData;
    }

    /**
     * Opens a model. External data is looked for in the folder of {@code path} only.
     *
     * @throws ModelIoException where there is no such file, or it is not a regular one or cannot be read
     */
    public static ModelFile open(Path path, FileAccess access) {
        Arena arena = Arena.ofAuto();
        MemorySegment bytes = RegularFile.open(path, access, arena);
        return new ModelFile(bytes, path.toString(), ExternalData.besideModel(path, access, arena));
    }

    /** A model from memory, which may not refer to files. The bytes are not copied. */
    public static ModelFile of(byte[] bytes) {
        return of(MemorySegment.ofArray(bytes));
    }

    /** A model from memory, which may not refer to files. The caller keeps the memory alive. */
    public static ModelFile of(MemorySegment bytes) {
        return new ModelFile(bytes, null, ExternalData.refused());
    }

    /** A model from memory that may refer to files in {@code directory}. The caller keeps the memory alive. */
    public static ModelFile of(MemorySegment bytes, Path directory, FileAccess access) {
        return new ModelFile(bytes, null, ExternalData.in(directory, access, Arena.ofAuto()));
    }

    public MemorySegment bytes() {
        return bytes;
    }

    /** The path as it was given, or null for a model from memory. */
    public @Nullable String name() {
        return name;
    }

    public ExternalData externalData() {
        return externalData;
    }

    /**
     * Reads the messages. Nothing is known of their meaning yet, but that they are an ONNX model's.
     *
     * @throws ModelFormatException where the bytes are something else, or broken
     */
    public ModelProto parse(Limits limits) {
        try {
            ModelProto model = new WireReader(bytes, limits, name)
                    .root(ModelProto.builder())
                    .build();
            // Almost any bytes parse as fields that nobody knows, and a file cut after its first fields parses too.
            if (model.graph() == null && model.opsetImport().isEmpty()) {
                throw new ModelFormatException(
                        "neither a graph nor an operator set was found: not an ONNX model, or the start of one",
                        Where.offset(name, bytes.byteSize()));
            }
            return model;
        } catch (ModelFormatException | LimitExceededException e) {
            String kind = FileKind.guess(bytes);
            if (kind == null) {
                throw e;
            }
            throw new ModelFormatException("not an ONNX model: it looks like " + kind, e.where(), e);
        } catch (InternalError e) {
            throw new ModelIoException("the file changed while it was read", Where.offset(name, -1), e);
        }
    }
}
