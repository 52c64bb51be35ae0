package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** A device could not give the memory asked for. The next run may succeed. */
public final class DeviceMemoryException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public DeviceMemoryException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public DeviceMemoryException(String message, Where where) {
        this(message, where, null);
    }

    public DeviceMemoryException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
