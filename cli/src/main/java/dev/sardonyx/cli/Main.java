package dev.sardonyx.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sardonyx} command. */
@Command(
        name = "sardonyx",
        description = "A deep-learning runtime for the JVM.",
        mixinStandardHelpOptions = true,
        version = "Sardonyx 0.1.0-SNAPSHOT")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
