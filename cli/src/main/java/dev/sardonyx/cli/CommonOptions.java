package dev.sardonyx.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
    static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            arity = "0..1",
            paramLabel = "FILE",
            preprocessor = JsonFile.class,
            description = "Write the result as JSON, and nothing else, to standard output; or to FILE, whose name ends"
                    + " in .json or is given as --json=FILE.")
    private @Nullable String json;

    @Option(names = "--verbose", description = "After an error, print where in the program it happened.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option itself
    private boolean help;

    CommonOptions() {}

    /** Where JSON goes: a file's name, {@link #STANDARD_OUTPUT}, or null for nowhere. */
    @Nullable
    String json() {
        return json;
    }

    boolean isVerbose() {
        return verbose;
    }
}
