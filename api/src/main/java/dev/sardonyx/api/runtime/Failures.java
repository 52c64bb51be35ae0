package dev.sardonyx.api.runtime;

import dev.sardonyx.api.DeviceMemoryException;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.Where;

/** The last resort of a session: whatever comes out of a model or its data comes out typed. */
final class Failures {
    private Failures() {}

    /** What compiling a graph failed with. */
    static RuntimeException ofCompiling(Throwable e) {
        return e instanceof RuntimeException && !(e instanceof SardonyxException)
                ? new ModelInvalidException("the graph cannot be compiled: " + e, Where.UNKNOWN, e)
                : ofMemory(e);
    }

    /** What a run failed with. */
    static RuntimeException ofRunning(Throwable e) {
        return e instanceof RuntimeException && !(e instanceof SardonyxException)
                ? new ExecutionException("the data do not fit the model: " + e, Where.UNKNOWN, e)
                : ofMemory(e);
    }

    private static RuntimeException ofMemory(Throwable e) {
        return switch (e) {
            // The memory of a mapped file that was cut short: weights, or a caller's input.
            case InternalError fault ->
                new ModelIoException(
                        "a file shrank while its mapped data were used; read it again, copied and not mapped",
                        Where.UNKNOWN,
                        fault);
            case OutOfMemoryError full ->
                new DeviceMemoryException(
                        "the host ran out of memory: " + full.getMessage()
                                + "; lower Limits.sessionBytes or add memory",
                        Where.UNKNOWN,
                        full);
            case RuntimeException typed -> typed;
            case Error other -> throw other;
            default -> new IllegalStateException(e);
        };
    }
}
