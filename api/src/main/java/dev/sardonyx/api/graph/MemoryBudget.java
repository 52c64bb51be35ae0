package dev.sardonyx.api.graph;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Where;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that runs hold, against {@code Limits.sessionBytes}. Thread-safe. */
public final class MemoryBudget {
    private final long allowed;
    private final AtomicLong used = new AtomicLong();

    public MemoryBudget(long allowed) {
        this.allowed = allowed;
    }

    /**
     * Takes {@code bytes}, before they are allocated.
     *
     * @throws LimitExceededException if that is more than is left; nothing is taken then
     */
    public void claim(long bytes, Where where) {
        long after = used.addAndGet(bytes);
        if (after > allowed || after < 0) {
            used.addAndGet(-bytes);
            throw new LimitExceededException("sessionBytes", after < 0 ? Long.MAX_VALUE : after, allowed, where);
        }
    }

    /** Gives {@code bytes} back. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes held now. */
    public long used() {
        return used.get();
    }
}
