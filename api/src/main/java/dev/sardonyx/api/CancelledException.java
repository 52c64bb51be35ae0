package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The run was cancelled by its caller. */
public class CancelledException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public CancelledException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public CancelledException(String message, Where where) {
        this(message, where, null);
    }

    public CancelledException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
