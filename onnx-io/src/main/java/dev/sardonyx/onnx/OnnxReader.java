package dev.sardonyx.onnx;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.ModelFile;
import dev.sardonyx.onnx.proto.ModelProto;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads ONNX models: bytes to messages, functions inlined, older operator sets translated to the newest, every
 * node checked and its types inferred. Weights are mapped, not copied. Nothing a model says makes it touch a
 * file outside the model's folder, run code, or exceed the limits.
 *
 * <pre>{@code
 * OnnxModel model = OnnxReader.read(Path.of("resnet50.onnx"));
 * Graph graph = model.graph();
 * }</pre>
 *
 * <p>Stateless; all methods may be called from any thread.
 */
public final class OnnxReader {
    /** The newest file format version that is known. */
    private static final long NEWEST_IR = 13;

    private OnnxReader() {}

    /** Reads a file with the default options. */
    public static OnnxModel read(Path path) {
        return read(path, ReadOptions.DEFAULT);
    }

    /**
     * Reads a file.
     *
     * @throws dev.sardonyx.api.ModelFormatException if the bytes are no ONNX model
     * @throws ModelInvalidException if the model is against ONNX's rules
     * @throws UnsupportedModelException if it is newer than this version, or has operators nobody knows: all listed
     * @throws dev.sardonyx.api.ModelSecurityException if it names a file it may not touch
     * @throws ModelIoException if a file cannot be read
     * @throws dev.sardonyx.api.LimitExceededException if it is larger than the limits allow
     */
    public static OnnxModel read(Path path, ReadOptions options) {
        return read(ModelFile.open(path, options.access()), options);
    }

    /** Reads a model from memory. It may not refer to files. */
    public static OnnxModel read(byte[] bytes, ReadOptions options) {
        return read(ModelFile.of(bytes), options);
    }

    /** Reads a model from memory with the default options. */
    public static OnnxModel read(byte[] bytes) {
        return read(bytes, ReadOptions.DEFAULT);
    }

    private static OnnxModel read(ModelFile file, ReadOptions options) {
        Where where = file.name() == null ? Where.UNKNOWN : Where.source(file.name());
        try {
            return read(file, options, where);
        } catch (SardonyxException e) {
            throw e;
        } catch (InternalError e) {
            throw new ModelIoException("a file of the model shrank while it was read", where, e);
        } catch (RuntimeException e) {
            throw new ModelInvalidException("the model cannot be understood: " + e, where, e);
        }
    }

    private static OnnxModel read(ModelFile file, ReadOptions options, Where where) {
        ModelProto proto = file.parse(options.limits());
        checkHeader(proto, options, where);
        GraphProto graphProto = proto.graph();
        if (graphProto == null) {
            throw new ModelInvalidException("the model has no graph", where);
        }
        Opsets opsets = Opsets.read(proto.opsetImport(), options.allowDevelopmentOpsets(), where);
        Functions functions = new Functions(proto.functions(), options, where);
        functions.checkTotal(graphProto, where);
        ModelContext context = new ModelContext(
                options, new TensorCodec(file.externalData(), options.limits()), functions, file.name());
        context.collectNames(graphProto);
        Graph graph = new GraphReader(context, null, opsets).read(graphProto);
        requireClosed(graph, where);
        List<Missing> missing = context.missing();
        if (!missing.isEmpty() && !options.keepUnsupported()) {
            throw new UnsupportedModelException(missing, where);
        }
        return new OnnxModel(
                graph,
                proto.irVersion() == null ? 0 : proto.irVersion(),
                opsets.asMap(),
                proto.producerNameOrEmpty(),
                proto.producerVersionOrEmpty(),
                proto.domainOrEmpty(),
                proto.modelVersion() == null ? 0 : proto.modelVersion(),
                text(proto.docString()),
                GraphReader.metadata(proto.metadataProps()),
                missing);
    }

    private static String text(dev.sardonyx.onnx.proto.@Nullable Bytes bytes) {
        return bytes == null ? "" : bytes.utf8();
    }

    private static void checkHeader(ModelProto proto, ReadOptions options, Where where) {
        long ir = proto.irVersion() == null ? 0 : proto.irVersion();
        if (ir <= 0) {
            throw new ModelInvalidException("ir_version is missing: not an ONNX model, or a part of one", where);
        }
        if (ir > NEWEST_IR && !options.allowDevelopmentOpsets()) {
            throw new UnsupportedModelException(
                    "the file format is version " + ir + ", the newest known is " + NEWEST_IR, where);
        }
        if (proto.opsetImport().isEmpty() && ir >= 3) {
            throw new ModelInvalidException("the model imports no operator set", where);
        }
    }

    private static void requireClosed(Graph graph, Where where) {
        if (!graph.captures().isEmpty()) {
            String name = graph.captures().iterator().next();
            throw new ModelInvalidException(
                    "value '" + name + "' is read, but no input, initializer or node makes it", where.withTensor(name));
        }
    }
}
