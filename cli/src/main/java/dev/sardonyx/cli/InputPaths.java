package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks whether files that were named are there; what is refused is told what else there is. */
final class InputPaths {
    private static final int MOST_LISTED = 8;

    private InputPaths() {}

    /** Refuses a path that is not a file, and lists the files beside it whose names end in {@code extension}. */
    static void requireFile(Path path, String what, String extension) {
        if (Files.isDirectory(path)) {
            throw new RefusedFileException(
                    "expected a " + what + " file, found the folder " + show(path) + listing(path, extension));
        }
        if (!Files.exists(path)) {
            Path folder = path.toAbsolutePath().getParent();
            throw new RefusedFileException("no such " + what + " file: " + show(path)
                    + (folder == null
                            ? ""
                            : Files.isDirectory(folder) ? listing(folder, extension) : "; no such folder"));
        }
    }

    /** Refuses a path that is not a folder. */
    static void requireFolder(Path path) {
        if (!Files.isDirectory(path)) {
            throw new RefusedFileException(
                    (Files.exists(path) ? "expected a folder, found the file " : "no such folder: ") + show(path));
        }
    }

    private static String listing(Path folder, String extension) {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(extension))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return "; the folder cannot be read";
        }
        if (names.isEmpty()) {
            return "; there is no " + extension + " file in that folder";
        }
        return "; there: " + names.stream().limit(MOST_LISTED).map(Escape::text).collect(Collectors.joining(", "))
                + (names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "");
    }

    private static String show(Path path) {
        return Escape.text(path.toString());
    }
}
