package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;

/** ONNX Runtime's one environment of this process, which is never closed, and sessions in it. */
final class OrtEngine {
    private OrtEngine() {}

    static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    /** The version of the native library, which is loaded for it. */
    static String version() {
        return environment().getVersion();
    }

    static OrtSession open(byte[] model, int threads, OptLevel level) throws OrtException {
        try (OrtSession.SessionOptions options = options(threads, level)) {
            return environment().createSession(model, options);
        }
    }

    static OrtSession open(Path model, int threads, OptLevel level) throws OrtException {
        try (OrtSession.SessionOptions options = options(threads, level)) {
            return environment().createSession(model.toString(), options);
        }
    }

    private static OrtSession.SessionOptions options(int threads, OptLevel level) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors come as exceptions
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.setInterOpNumThreads(1);
        options.setIntraOpNumThreads(threads);
        options.setOptimizationLevel(level);
        return options;
    }

    /** What the engine says went wrong, without its own file names in front. */
    static String message(OrtException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int marker = message.indexOf("message: ");
        return marker < 0 ? message : message.substring(marker + "message: ".length());
    }
}
