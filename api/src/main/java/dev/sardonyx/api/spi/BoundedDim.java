package dev.sardonyx.api.spi;

/** A dimension of a partition's input, as a device compiles it. */
public sealed interface BoundedDim {
    /** A dimension that never changes. */
    record Fixed(long size) implements BoundedDim {}

    /**
     * A dimension that changes from run to run.
     *
     * @param symbol its name; the same name is the same size within one run
     * @param max the largest size; {@link Long#MAX_VALUE} where nothing is known
     * @param multiple every size is a multiple of this
     */
    record Bounded(String symbol, long max, long multiple) implements BoundedDim {}
}
