package dev.sardonyx.cli;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.zoo.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Writes values as .npy files into a folder. */
final class OutputFolder {
    private final Path folder;
    private final Set<String> taken = new HashSet<>();

    /** The folder, which is made where it is not there. */
    OutputFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new RefusedFileException("expected a folder for the outputs, found the file " + folder);
        }
        this.folder = Files.createDirectories(folder);
    }

    /** Writes a tensor, or the tensors of a sequence one by one; gives the file's name, or why there is none. */
    String write(String name, Value value) {
        if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.elements().size(); i++) {
                write(name + "." + i, sequence.elements().get(i));
            }
            return sequence.elements().size() + " files";
        }
        if (!(value instanceof Tensor tensor)) {
            return "not written: .npy files hold tensors";
        }
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String free = safe;
        for (int i = 1; !taken.add(free); i++) {
            free = safe + "-" + i;
        }
        Path file = folder.resolve(free + ".npy");
        try {
            Npy.write(file, tensor);
            return file.toString();
        } catch (InputException e) {
            return "not written: " + e.getMessage();
        }
    }
}
