package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The bytes are not what they claim to be: not an ONNX model, truncated, or malformed. {@link Where#offset()} says where. */
public final class ModelFormatException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    public ModelFormatException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public ModelFormatException(String message, Where where) {
        this(message, where, null);
    }

    public ModelFormatException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
