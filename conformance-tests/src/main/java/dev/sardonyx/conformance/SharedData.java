package dev.sardonyx.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Downloaded files that tests use: in the folder named by the environment variable {@code SARDONYX_DATA}. A
 * test that asks for them is skipped where they are absent, and leaves its name in the file named by {@code
 * SARDONYX_DATA_USED} where they are there, so that a build can tell one from the other.
 */
public final class SharedData {
    private static final System.Logger LOG = System.getLogger(SharedData.class.getName());

    private SharedData() {}

    /**
     * The path of a shared file or folder; the calling test is skipped where there is none.
     *
     * @param test who asks
     * @param relative what, below the folder
     */
    public static Path path(Class<?> test, String relative) {
        String folder = System.getenv("SARDONYX_DATA");
        if (folder == null || folder.isEmpty()) {
            return skip(test, "SARDONYX_DATA names no folder");
        }
        Path path = Path.of(folder).resolve(relative);
        if (!Files.exists(path)) {
            return skip(test, path + " is missing");
        }
        recordUse(test, relative);
        return path;
    }

    /** The folders in a shared folder that have a {@code model.onnx}, by name. */
    public static List<Path> models(Class<?> test) {
        try (Stream<Path> folders = Files.list(path(test, "models"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("model.onnx")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path skip(Class<?> test, String reason) {
        LOG.log(System.Logger.Level.INFO, "{0} is skipped: {1}", test.getName(), reason);
        Assumptions.abort(reason);
        throw new IllegalStateException(reason);
    }

    private static synchronized void recordUse(Class<?> test, String relative) {
        String used = System.getenv("SARDONYX_DATA_USED");
        if (used == null || used.isEmpty()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(used),
                    test.getName() + " " + relative + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
