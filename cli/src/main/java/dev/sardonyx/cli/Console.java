package dev.sardonyx.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where a command writes: results to standard output, progress to standard error. */
final class Console {
    private final @Nullable PrintWriter results;
    private final PrintWriter progress;

    /** A console that keeps standard output free of text where {@code quiet}, for JSON to have it alone. */
    Console(CommandLine line, boolean quiet) {
        this.results = quiet ? null : line.getOut();
        this.progress = line.getErr();
    }

    /** Prints a line, or several, of results. */
    void print(String text) {
        if (results != null) {
            results.print(text.endsWith("\n") ? text : text + System.lineSeparator());
        }
    }

    /** Says what is being done. */
    void progress(String text) {
        progress.println(text);
        progress.flush();
    }
}
