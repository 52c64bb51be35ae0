package dev.sardonyx.conformance.onnx;

import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.conformance.compare.Tolerance;
import dev.sardonyx.conformance.onnx.BackendTestArchive.DataSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the data sets whose name matches a regular expression on the reference meaning, and prints what fails.
 *
 * <p>{@code java … dev.sardonyx.conformance.onnx.BackendTestMain ARCHIVE [REGEX]}
 */
public final class BackendTestMain {
    private BackendTestMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        Pattern wanted = Pattern.compile(arguments.length > 1 ? arguments[1] : ".*");
        int passed = 0;
        int failed = 0;
        try (BackendTestArchive archive = new BackendTestArchive(Path.of(arguments[0]))) {
            BackendTestRunner runner = new BackendTestRunner(archive, BackendTestRunner.REFERENCE, Tolerance.ONNX);
            for (DataSet set : archive.dataSets()) {
                if (!wanted.matcher(set.toString()).find()) {
                    continue;
                }
                String wrong = outcome(runner, set);
                if (wrong == null) {
                    passed++;
                } else {
                    failed++;
                    out.println("FAIL " + set + ": " + wrong);
                }
            }
        }
        out.println(passed + " passed, " + failed + " failed");
    }

    /** What is wrong, a foreign exception included: in a report every failure is one line. */
    static @Nullable String outcome(BackendTestRunner runner, DataSet set) {
        try {
            return runner.run(set);
        } catch (SardonyxException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            return "CRASH " + e + (trace.length == 0 ? "" : " at " + trace[0]);
        }
    }
}
