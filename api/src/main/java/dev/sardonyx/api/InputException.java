package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The caller's data does not fit: a missing, extra or wrongly typed input, an option or argument out of range. */
public final class InputException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public InputException(String message, Where where) {
        this(message, where, null);
    }

    public InputException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
