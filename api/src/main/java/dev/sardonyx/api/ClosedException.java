package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** Something closed was used: a session, a device, a tensor. */
public final class ClosedException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public ClosedException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public ClosedException(String message, Where where) {
        this(message, where, null);
    }

    public ClosedException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
