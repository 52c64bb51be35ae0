package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** A run failed because of the data: an index out of range, a shape that does not fit, a division by zero. */
public final class ExecutionException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public ExecutionException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public ExecutionException(String message, Where where) {
        this(message, where, null);
    }

    public ExecutionException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
