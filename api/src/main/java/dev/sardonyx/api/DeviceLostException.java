package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** A device stopped answering; it stays lost until it is opened again. */
public final class DeviceLostException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public DeviceLostException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public DeviceLostException(String message, Where where) {
        this(message, where, null);
    }

    public DeviceLostException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
