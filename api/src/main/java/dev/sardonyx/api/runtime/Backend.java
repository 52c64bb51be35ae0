package dev.sardonyx.api.runtime;

import dev.sardonyx.api.spi.BackendProvider;
import org.jspecify.annotations.Nullable;

/**
 * A backend that was found, with what became of it.
 *
 * @param name the name it is selected by; what is known of it where the provider failed
 * @param version its version, or empty
 * @param source the jar or folder it comes from
 * @param priority its declared priority
 * @param status what became of it
 * @param reason what was found, or why it was refused and what to do
 * @param provider the provider, or null where it could not be made
 */
public record Backend(
        String name,
        String version,
        String source,
        int priority,
        Status status,
        String reason,
        @Nullable BackendProvider provider) {

    /** What became of a backend. */
    public enum Status {
        /** Used when none is named. */
        DEFAULT,
        /** Can be named. */
        AVAILABLE,
        /** What it needs is not there. */
        UNAVAILABLE,
        /** It cannot be used: a broken provider, or a name that two providers have. */
        REFUSED
    }

    public boolean isAvailable() {
        return status == Status.DEFAULT || status == Status.AVAILABLE;
    }

    Backend withStatus(Status newStatus, String newReason) {
        return new Backend(name, version, source, priority, newStatus, newReason, provider);
    }

    @Override
    public String toString() {
        return name + " " + version + " (" + status.name().toLowerCase(java.util.Locale.ROOT) + ": " + reason
                + ", from " + source + ")";
    }
}
