package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.onnx.ReadOptions;
import dev.sardonyx.onnx.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model anew. */
@Command(
        name = "convert",
        description =
                "Reads a model and writes it again: for another operator set, with its weights in a file beside it,"
                        + " or with other weights.",
        footer = {"", "Example: sardonyx convert model.onnx older.onnx --opset 13"})
final class ConvertCommand extends SardonyxCommand {
    @Parameters(index = "0", paramLabel = "IN", description = "The ONNX model.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; replaced where it exists.")
    private Path out;

    @Option(
            names = "--opset",
            paramLabel = "N",
            description = "The operator set to write; the model's own unless given.")
    private @Nullable Long opset;

    @Option(names = "--external-data", description = "Put large tensors in a file beside OUT; needed from 2 GiB on.")
    private boolean externalData;

    @Mixin
    private RefillOption refill;

    ConvertCommand() {}

    @Override
    Outcome run(Console console) {
        WriteOptions options = opset == null ? WriteOptions.DEFAULT : WriteOptions.DEFAULT.withOpset(opset);
        if (externalData) {
            options = options.withExternalData();
        }
        Path folder = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out)) {
            throw new RefusedFileException("expected a file to write, found the folder " + out);
        }
        if (folder != null) {
            InputPaths.requireFolder(folder);
        }
        OnnxModel model = ModelArgument.read(in, console, ReadOptions.DEFAULT.keepingUnsupported());
        Graph graph = refill.apply(model.graph(), console);
        console.progress("writing " + out);
        OnnxWriter.write(model.withGraph(graph), out, options);
        long written = opset == null ? model.opset() : opset;
        long bytes = out.toFile().length();
        console.print("wrote " + out + ": operator set " + written
                + (written == model.opset() ? "" : ", was " + model.opset()) + ", " + graph.totalNodes() + " nodes, "
                + Units.bytes(bytes) + (externalData ? " and weights beside it" : ""));
        return Outcome.good(new Json()
                .put("in", in.toString())
                .put("out", out.toString())
                .put("opset", written)
                .put("opsetIn", model.opset())
                .put("nodes", graph.totalNodes())
                .put("bytes", bytes));
    }
}
