package dev.sardonyx.cli;

import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.ReadOptions;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The model that a command works on. */
final class ModelArgument {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The ONNX model.")
    private Path path;

    ModelArgument() {}

    Path path() {
        return path;
    }

    /** The model; a file that is none is refused. */
    OnnxModel read(Console console, ReadOptions options) {
        return read(path, console, options);
    }

    /** The model with all its operators known. */
    OnnxModel read(Console console) {
        return read(console, ReadOptions.DEFAULT);
    }

    static OnnxModel read(Path path, Console console, ReadOptions options) {
        InputPaths.requireFile(path, "model", ".onnx");
        console.progress("reading " + path + " (" + Units.bytes(path.toFile().length()) + ")");
        return OnnxReader.read(path, options);
    }
}
