package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** The run did not end before its deadline. */
public final class DeadlineExceededException extends CancelledException {
    private static final long serialVersionUID = 1L;

    public DeadlineExceededException(String message) {
        this(message, Where.UNKNOWN, null);
    }

    public DeadlineExceededException(String message, Where where) {
        this(message, where, null);
    }

    public DeadlineExceededException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
