package dev.sardonyx.onnx;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.Where;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.ModelProto;
import dev.sardonyx.onnx.proto.OperatorSetIdProto;
import dev.sardonyx.onnx.proto.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes ONNX models: each operator in the form that the operator set has for it, or as its decomposition where
 * it has none. Names, documentation, metadata and declared types are kept. The same model always becomes the same
 * bytes. Weights are not copied on the way.
 *
 * <pre>{@code
 * OnnxWriter.write(model, Path.of("model.onnx"));
 * OnnxWriter.write(model, Path.of("old.onnx"), WriteOptions.DEFAULT.withOpset(11));
 * }</pre>
 *
 * <p>Stateless; all methods may be called from any thread.
 */
public final class OnnxWriter {
    private OnnxWriter() {}

    /** Writes a file with the default options. */
    public static void write(OnnxModel model, Path path) {
        write(model, path, WriteOptions.DEFAULT);
    }

    /**
     * Writes a file. What is there under that name is replaced at once when everything is on disk, and stays as
     * it is where anything fails; it may be the very file that the model was read from. With {@linkplain
     * WriteOptions#withExternalData external data} the data file gets a name of its own and comes first; the
     * data file of a replaced model is left to whoever may still read it.
     *
     * @throws UnsupportedModelException listing everything that the operator set cannot say
     * @throws dev.sardonyx.api.ModelInvalidException if types contradict each other
     * @throws dev.sardonyx.api.LimitExceededException if the file would exceed 2 GiB without external data
     * @throws ModelIoException if it cannot be written
     */
    public static void write(OnnxModel model, Path path, WriteOptions options) {
        Path target = path.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new InputException("'" + path + "' is no name of a file");
        }
        ExternalTensors external = options.externalData() ? new ExternalTensors(name.toString()) : null;
        ModelProto proto = toProto(model, options, external);
        WireWriter.size(proto); // fails before anything is written
        try {
            AtomicFile.requireReplaceable(target);
            @Nullable Path newData = external == null || external.isEmpty() ? null : writeData(external, folder, name);
            try (AtomicFile file = AtomicFile.in(folder, name.toString())) {
                WireWriter.write(proto, file.channel());
                file.moveTo(target);
            } catch (IOException | RuntimeException | Error e) {
                if (newData != null) {
                    Files.deleteIfExists(newData);
                }
                throw e;
            }
        } catch (IOException e) {
            throw new ModelIoException("the model could not be written: " + e, Where.source(path.toString()), e);
        }
    }

    /** Writes the data file; gives its path where it is new, so that nobody else refers to it yet. */
    private static @Nullable Path writeData(ExternalTensors external, Path folder, Path name) throws IOException {
        try (AtomicFile file = AtomicFile.in(folder, name + ".data")) {
            Path target = folder.resolve(external.writeTo(file.channel()));
            boolean isNew = !Files.exists(target);
            file.moveTo(target);
            return isNew ? target : null;
        }
    }

    /** The bytes of a model with the default options. */
    public static byte[] toBytes(OnnxModel model) {
        return toBytes(model, WriteOptions.DEFAULT);
    }

    /**
     * The bytes of a model, all in one.
     *
     * @throws UnsupportedModelException listing everything that the operator set cannot say
     * @throws dev.sardonyx.api.LimitExceededException if they are more than an array holds
     */
    public static byte[] toBytes(OnnxModel model, WriteOptions options) {
        if (options.externalData()) {
            throw new InputException("external data need a file; write the model to a path");
        }
        return WireWriter.toBytes(toProto(model, options, null));
    }

    /** The model as ONNX's messages, all in one. Its weights lie where the model's do. */
    public static ModelProto toProto(OnnxModel model, WriteOptions options) {
        return toProto(model, options, null);
    }

    private static ModelProto toProto(OnnxModel model, WriteOptions options, @Nullable ExternalTensors external) {
        long opset = options.opset() == 0 ? model.opset() : options.opset();
        if (opset > Opsets.NEWEST && !options.allowDevelopmentOpsets()) {
            throw new UnsupportedModelException(
                    "operator set " + opset + " is still in development; allow development operator sets to write it,"
                            + " or choose one up to " + Opsets.NEWEST,
                    Where.UNKNOWN);
        }
        boolean isUnchanged = opset == model.opset() && model.irVersion() > 0;
        long irVersion = isUnchanged ? model.irVersion() : FormatVersions.of(opset);
        Map<String, Long> imports = new LinkedHashMap<>(model.opsets());
        imports.computeIfPresent("", (domain, own) -> opset);
        WriteContext context = new WriteContext(imports, opset, irVersion, options, external);
        GraphProto graph = GraphWriter.write(model.graph(), context);
        List<Missing> missing = context.summary();
        if (!missing.isEmpty()) {
            throw new UnsupportedModelException(missing, Where.UNKNOWN);
        }
        return header(model)
                .irVersion(irVersion)
                .graph(graph)
                .opsetImport(imports(context))
                .build();
    }

    private static ModelProto.Builder header(OnnxModel model) {
        ModelProto.Builder proto = ModelProto.builder().metadataProps(GraphWriter.metadata(model.metadata()));
        if (!model.producerName().isEmpty()) {
            proto.producerName(model.producerName());
        }
        if (!model.producerVersion().isEmpty()) {
            proto.producerVersion(model.producerVersion());
        }
        if (!model.domain().isEmpty()) {
            proto.domain(model.domain());
        }
        if (model.modelVersion() != 0) {
            proto.modelVersion(model.modelVersion());
        }
        if (!model.doc().isEmpty()) {
            proto.docString(Bytes.of(model.doc()));
        }
        return proto;
    }

    private static List<OperatorSetIdProto> imports(WriteContext context) {
        return context.imports().entrySet().stream()
                .map(entry -> OperatorSetIdProto.builder()
                        .domain(entry.getKey())
                        .version(entry.getValue())
                        .build())
                .toList();
    }
}
