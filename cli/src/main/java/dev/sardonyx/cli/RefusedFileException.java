package dev.sardonyx.cli;

import org.jspecify.annotations.Nullable;

/** A file that was named is absent, a folder, or not what it was named for. The message says what to name instead. */
final class RefusedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedFileException(String message) {
        this(message, null);
    }

    RefusedFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
