package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The model names a file it may not touch: outside its own folder, a link, a device. */
public final class ModelSecurityException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public ModelSecurityException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public ModelSecurityException(String message, Where where) {
        this(message, where, null);
    }

    public ModelSecurityException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
