package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sardonyx.api.Deadline;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells ONNX Runtime to stop a run between two operators when its deadline is over. */
final class Watchdog implements AutoCloseable {
    private static final long PERIOD_MILLIS = 10;
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Deadline deadline;
    private final OrtSession.RunOptions options;
    private boolean closed;
    private @Nullable Future<?> task;

    Watchdog(Deadline deadline, OrtSession.RunOptions options) {
        this.deadline = deadline;
        this.options = options;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform()
                        .daemon()
                        .name("sardonyx-onnxruntime-watchdog")
                        .factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    void start() {
        task = TIMER.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        if (closed || !deadline.isOver()) {
            return;
        }
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot be stopped", e);
        }
    }

    /** From here on the options are not touched any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (task != null) {
            task.cancel(false);
        }
    }
}
