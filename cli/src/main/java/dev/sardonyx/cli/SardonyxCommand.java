package dev.sardonyx.cli;

import dev.sardonyx.api.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: does its work, prints text, and gives an outcome that can be written as JSON. */
abstract class SardonyxCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    /** Does the work. */
    abstract Outcome run(Console console) throws IOException;

    @Override
    public final Integer call() throws IOException {
        CommandLine line = spec.commandLine();
        Outcome outcome = run(new Console(line, CommonOptions.STANDARD_OUTPUT.equals(common.json())));
        writeJson(outcome.json());
        return outcome.code();
    }

    final boolean isVerbose() {
        return common.isVerbose();
    }

    /** Writes what went wrong where the result would have gone. */
    final void writeFailure(Map<String, ?> failure) {
        try {
            writeJson(JsonWriter.write(failure));
        } catch (IOException e) {
            spec.commandLine().getErr().println(Failures.line(e));
        }
    }

    private void writeJson(String text) throws IOException {
        String target = common.json();
        if (CommonOptions.STANDARD_OUTPUT.equals(target)) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else if (target != null) {
            Files.writeString(Path.of(target), text);
        }
    }

    /** That the command was not used as it should be. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
