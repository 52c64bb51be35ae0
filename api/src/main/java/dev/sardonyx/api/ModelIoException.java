package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** A model file could not be read or written, or changed while it was mapped. */
public final class ModelIoException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public ModelIoException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public ModelIoException(String message, Where where) {
        this(message, where, null);
    }

    public ModelIoException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
