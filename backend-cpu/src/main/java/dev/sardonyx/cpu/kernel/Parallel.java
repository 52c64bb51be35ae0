package dev.sardonyx.cpu.kernel;

import dev.sardonyx.api.Deadline;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share loops. The caller of {@link #forRange} is one of them, so a pool of one starts
 * no thread at all, and a loop always makes progress, however many callers compete for the workers.
 *
 * <p>Which thread runs which tile is left to chance: a task must give the same result in any order.
 */
public final class Parallel implements AutoCloseable {
    /** The body of a loop. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs one tile.
         *
         * @param tile its number, from 0
         * @param slot a number below {@link #threads()} that no other thread of the same loop has: it selects scratch
         */
        void run(long tile, int slot);
    }

    private static final int SPINS_BEFORE_PARK = 200;

    private final int threads;
    private final LinkedBlockingQueue<Loop> tickets = new LinkedBlockingQueue<>();
    private final Thread[] workers;
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param threads how many threads share a loop, the caller among them; at least 1
     */
    public Parallel(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a pool needs at least one thread, found " + threads);
        }
        this.threads = threads;
        this.workers = new Thread[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] =
                    Thread.ofPlatform().daemon().name("sardonyx-cpu-" + (i + 1)).unstarted(this::work);
        }
        for (Thread worker : workers) {
            worker.start();
        }
    }

    /** How many threads share a loop. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code task} for the tiles 0 to {@code tiles - 1} and returns when all are done. The deadline is asked
     * before each tile, so that after a cancellation each thread finishes at most the tile it is in.
     *
     * @throws RuntimeException the first exception of a task, after every thread has left the loop; tiles that had not
     *     started are skipped
     */
    public void forRange(long tiles, @Nullable Deadline deadline, Task task) {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
        if (tiles <= 0) {
            return;
        }
        if (threads == 1 || tiles == 1) {
            for (long tile = 0; tile < tiles; tile++) {
                if (deadline != null) {
                    deadline.check();
                }
                task.run(tile, 0);
            }
            return;
        }
        Loop loop = new Loop(tiles, deadline, task);
        int helpers = (int) Math.min(workers.length, tiles - 1);
        for (int i = 0; i < helpers; i++) {
            tickets.add(loop);
        }
        loop.participate(0);
        loop.awaitOthers();
        loop.rethrow();
    }

    /** Stops the threads. Loops that still run are finished by their callers. */
    @Override
    public void close() {
        closed = true;
        for (Thread worker : workers) {
            worker.interrupt();
        }
    }

    private void work() {
        while (!closed) {
            Loop loop;
            try {
                loop = tickets.take();
            } catch (InterruptedException e) {
                continue; // Only close interrupts a worker.
            }
            loop.help();
        }
    }

    private static final class Loop {
        private final long tiles;
        private final @Nullable Deadline deadline;
        private final Task task;
        private final Thread caller = Thread.currentThread();
        private final AtomicLong next = new AtomicLong();
        private final AtomicInteger slots = new AtomicInteger(1);
        private final AtomicInteger active = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Loop(long tiles, @Nullable Deadline deadline, Task task) {
            this.tiles = tiles;
            this.deadline = deadline;
            this.task = task;
        }

        /** Works on the loop unless its tiles have all been given out: a ticket may outlive its loop. */
        void help() {
            active.incrementAndGet();
            if (next.get() < tiles) {
                participate(slots.getAndIncrement());
            }
            if (active.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }

        void participate(int slot) {
            try {
                while (true) {
                    long tile = next.getAndIncrement();
                    if (tile >= tiles) {
                        return;
                    }
                    if (deadline != null) {
                        deadline.check();
                    }
                    task.run(tile, slot);
                }
            } catch (Throwable e) {
                next.set(tiles);
                if (!failure.compareAndSet(null, e)) {
                    Throwable first = failure.get();
                    if (first != null && !first.equals(e)) {
                        first.addSuppressed(e);
                    }
                }
            }
        }

        void awaitOthers() {
            int spins = 0;
            boolean interrupted = false;
            while (active.get() != 0) {
                if (spins++ < SPINS_BEFORE_PARK) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    // An interrupt must not end the wait: a worker may still write to the caller's memory.
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                caller.interrupt();
            }
        }

        void rethrow() {
            Throwable e = failure.get();
            if (e instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e instanceof Error error) {
                throw error;
            }
        }
    }
}
