package dev.sardonyx.cli;

import dev.sardonyx.api.BackendUnavailableException;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int GOOD = 0;
    static final int DIFFERENCE = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int BACKEND = 4;

    /** The codes of exceptions; what is not here is a failure, which has the code of a difference. */
    private static final Map<Class<? extends Throwable>, Integer> CODES = Map.ofEntries(
            Map.entry(ParameterException.class, USAGE),
            Map.entry(InputException.class, USAGE),
            Map.entry(RefusedFileException.class, REFUSED),
            Map.entry(ModelFormatException.class, REFUSED),
            Map.entry(ModelInvalidException.class, REFUSED),
            Map.entry(ModelIoException.class, REFUSED),
            Map.entry(ModelSecurityException.class, REFUSED),
            Map.entry(UnsupportedModelException.class, REFUSED),
            Map.entry(LimitExceededException.class, REFUSED),
            Map.entry(IOException.class, REFUSED),
            Map.entry(UncheckedIOException.class, REFUSED),
            Map.entry(BackendUnavailableException.class, BACKEND));

    Failures() {}

    /** The exit code for a failure. */
    static int code(Throwable failure) {
        for (Map.Entry<Class<? extends Throwable>, Integer> entry : CODES.entrySet()) {
            if (entry.getKey().isInstance(failure)) {
                return entry.getValue();
            }
        }
        return DIFFERENCE;
    }

    /** What happened, on one line. */
    static String line(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        if (failure instanceof OutOfMemoryError) {
            text = "out of memory (" + text + "); give more with SARDONYX_JAVA_OPTS=-Xmx8g";
        } else if (!(failure instanceof SardonyxException
                || failure instanceof ParameterException
                || failure instanceof RefusedFileException)) {
            text = failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        }
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        StringBuilder text = new StringBuilder(line(failure));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                text.append("; did you mean ")
                        .append(String.join(" or ", suggestions))
                        .append('?');
            }
        }
        line.getErr().println(name + ": " + text + " (see " + name + " --help)");
        return USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        if (failure instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        String name = line.getCommandSpec().qualifiedName();
        int code = code(failure);
        line.getErr().println(name + ": " + line(failure));
        if (line.getCommand() instanceof SardonyxCommand command) {
            if (command.isVerbose()) {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                line.getErr().print(trace);
            }
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("type", failure.getClass().getSimpleName());
            error.put("message", line(failure));
            error.put("exitCode", code);
            command.writeFailure(Map.of("error", error));
        }
        return code;
    }
}
