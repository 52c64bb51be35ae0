package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sardonyx.api.KernelCompileException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.DeviceInfo;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.spi.Verdict;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.onnx.WriteOptions;
import dev.sardonyx.onnx.mapping.Mapping;
import dev.sardonyx.onnx.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime on the CPU: a partition becomes a model, and the model a session. */
final class OnnxRuntimeDevice implements Device {
    /** The newest operator set that ONNX Runtime 1.29 loads. */
    private static final long OPSET = 26;

    /** Models with more weights go through a file, as an array holds 2 GiB at most. */
    private static final long MAX_IN_MEMORY = 1L << 30;

    private static final WriteOptions FORM = WriteOptions.DEFAULT.withOpset(OPSET);

    private final OnnxRuntimeOptions options;
    private final long maxInMemory;
    private final NodeTrial trial = new NodeTrial(FORM);
    private final DeviceInfo info;

    OnnxRuntimeDevice(OnnxRuntimeOptions options) {
        this(options, MAX_IN_MEMORY);
    }

    /** A device that opens models with more than {@code maxInMemory} bytes of weights from a file. */
    OnnxRuntimeDevice(OnnxRuntimeOptions options, long maxInMemory) {
        this.options = options;
        this.maxInMemory = maxInMemory;
        this.info = new DeviceInfo(
                OnnxRuntimeProvider.NAME,
                "ONNX Runtime " + OrtEngine.version() + ", "
                        + (options.threads() == 0 ? "a thread per core" : options.threads() + " threads"),
                true);
    }

    @Override
    public DeviceInfo info() {
        return info;
    }

    @Override
    public Verdict supports(NodeQuery query) {
        if (!query.operator().subgraphs().isEmpty()) {
            return Verdict.no("the host runs control flow");
        }
        String type = typeProblem(query);
        if (type != null) {
            return Verdict.no(type);
        }
        if (!(query.operator() instanceof Opaque)) {
            Mapping mapping = Mappings.standard().find(query.operator());
            boolean isKnown = mapping != null && (!mapping.domain().isEmpty() || mapping.versionAt(OPSET) > 0);
            if (!isKnown) {
                return refused(query, "operator set " + OPSET + ", the newest that it loads, does not have it");
            }
        }
        String deviation = Deviations.of(query);
        if (deviation != null) {
            return refused(query, deviation);
        }
        if (hasUnknownInput(query)) {
            return Verdict.yes("compiled when the types are known");
        }
        String problem = trial.problem(query);
        return problem == null ? Verdict.yes("ONNX Runtime has a kernel") : refused(query, problem);
    }

    private static Verdict refused(NodeQuery query, String reason) {
        return query.operator() instanceof CompositeOperator ? Verdict.decompose(reason) : Verdict.no(reason);
    }

    private static @Nullable String typeProblem(NodeQuery query) {
        for (int i = 0; i < query.node().inputs().size(); i++) {
            if (query.constant(i) == null && !canCarry(query.inputType(i))) {
                return "its Java interface carries no " + query.inputType(i);
            }
        }
        for (int k = 0; k < query.node().outputs().size(); k++) {
            if (!canCarry(query.outputType(k))) {
                return "its Java interface carries no " + query.outputType(k);
            }
        }
        return null;
    }

    private static boolean canCarry(@Nullable ValueType type) {
        return type == null || (type instanceof TensorType tensor && OrtTensors.isCarried(tensor.elementType()));
    }

    private static boolean hasUnknownInput(NodeQuery query) {
        for (int i = 0; i < query.node().inputs().size(); i++) {
            if (query.has(i) && query.inputType(i) == null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Executable compile(Partition partition) {
        return UntypedExecutable.isNeeded(partition.graph())
                ? new UntypedExecutable(partition, this::compileTyped)
                : compileTyped(partition);
    }

    private Executable compileTyped(Partition partition) {
        Graph graph = partition.graph();
        try {
            OnnxModel model = OnnxModel.of(graph);
            WriteOptions form = FORM.withLimits(partition.limits());
            long weights =
                    graph.constants().values().stream().mapToLong(Tensor::bytes).sum();
            OrtSession session = weights > maxInMemory
                    ? openFile(model, form.withExternalData())
                    : OrtEngine.open(OnnxWriter.toBytes(model, form), options.threads(), options.optimization());
            return new OnnxRuntimeExecutable(partition, session);
        } catch (OrtException e) {
            throw new KernelCompileException(
                    "ONNX Runtime refuses " + graph.nodes().size() + " nodes of graph '" + graph.name() + "'",
                    OrtEngine.message(e),
                    e);
        }
    }

    private OrtSession openFile(OnnxModel model, WriteOptions form) throws OrtException {
        try {
            Path folder = Files.createTempDirectory("sardonyx-onnxruntime");
            try {
                Path file = folder.resolve("model.onnx");
                OnnxWriter.write(model, file, form);
                return OrtEngine.open(file, options.threads(), options.optimization());
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new ModelIoException("no temporary file for a large model: " + e, Where.UNKNOWN, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() {
        // Sessions belong to executables; the environment belongs to the process.
    }
}
