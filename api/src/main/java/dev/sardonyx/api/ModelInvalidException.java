package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The model can be read, but what it says is against ONNX's rules. */
public final class ModelInvalidException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public ModelInvalidException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public ModelInvalidException(String message, Where where) {
        this(message, where, null);
    }

    public ModelInvalidException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
