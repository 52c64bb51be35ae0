package dev.sardonyx.api;

import java.time.Duration;

/**
 * Stops a run: by the clock, by a call to {@link #cancel()}, or both. Long kernels poll {@link #check()};
 * after the flag is set each worker starts at most one more tile.
 *
 * <p>Thread-safe; one deadline may govern several runs.
 */
public final class Deadline {
    private static final long NO_END = Long.MAX_VALUE;

    private final long start = System.nanoTime();
    private final long allowedNanos;
    private volatile boolean cancelled;

    private Deadline(long allowedNanos) {
        this.allowedNanos = allowedNanos;
    }

    /** A deadline without an end that can still be cancelled. */
    public static Deadline none() {
        return new Deadline(NO_END);
    }

    /** A deadline {@code time} from now. */
    public static Deadline after(Duration time) {
        if (time.isNegative()) {
            throw new InputException("a deadline must lie ahead, found " + time);
        }
        return new Deadline(time.toNanos());
    }

    /** Makes every later {@link #check()} throw. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether work should stop now. */
    public boolean isOver() {
        return cancelled || (allowedNanos != NO_END && System.nanoTime() - start >= allowedNanos);
    }

    /**
     * Returns if work may go on.
     *
     * @throws CancelledException if {@link #cancel()} was called
     * @throws DeadlineExceededException if the time is over
     */
    public void check() {
        if (cancelled) {
            throw new CancelledException("the run was cancelled");
        }
        if (isOver()) {
            throw new DeadlineExceededException(
                    "the run took longer than the " + allowedNanos / 1_000_000 + " ms it was given");
        }
    }
}
