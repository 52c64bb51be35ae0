package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything Sardonyx throws on purpose: one unchecked type per phase, so that a caller can
 * tell a bad file from a bad input from a lost device without reading the message.
 *
 * <p>A message says where, what was expected, what was found, and what to do. Fields carry the same facts
 * for programs; {@link #where()} names the place (node, operator, tensor, byte offset) and grows outwards
 * while the exception travels.
 *
 * <p>Thread-safe. After any of these the other sessions are unaffected.
 */
public abstract class SardonyxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Where where;

    protected SardonyxException(String message, Where where, @Nullable Throwable cause) {
        super(Escape.all(message), cause); // names from a model are part of many messages
        this.where = where;
    }

    /** The place this exception is about; {@link Where#UNKNOWN} where none is known. */
    public final Where where() {
        return where;
    }

    @Override
    public String getMessage() {
        return where.isUnknown() ? detail() : detail() + " [" + where + "]";
    }

    /** The message without the place. */
    public final String detail() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
