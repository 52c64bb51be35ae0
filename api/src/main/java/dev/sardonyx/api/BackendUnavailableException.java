package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The backend asked for is unknown, was refused, or cannot run this graph. The message lists what there is. */
public final class BackendUnavailableException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public BackendUnavailableException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public BackendUnavailableException(String message, Where where) {
        this(message, where, null);
    }

    public BackendUnavailableException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
