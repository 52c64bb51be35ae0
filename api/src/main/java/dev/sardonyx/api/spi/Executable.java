package dev.sardonyx.api.spi;

/** A compiled partition. Immutable as seen from outside; shared by threads. */
public interface Executable extends AutoCloseable {
    /**
     * Runs once: reads the inputs, asks for each output with its shape, fills it, and returns when all are
     * complete.
     *
     * @throws dev.sardonyx.api.SardonyxException if the data do not fit, memory is short, or the deadline is over;
     *     the next run is not affected
     */
    void run(Invocation invocation);

    /** Gives memory back. No run is in progress. Closing twice does nothing. */
    @Override
    void close();
}
