package dev.sardonyx.api.spi;

/** An open backend. Thread-safe. */
public interface Device extends AutoCloseable {
    DeviceInfo info();

    /** Whether it can run a node. Called when a graph is placed; looks at types, attributes and constants. */
    Verdict supports(NodeQuery node);

    /**
     * Makes a partition ready to run. Weights may be packed or uploaded here; the partition's constants stay
     * valid as long as the executable.
     *
     * @throws dev.sardonyx.api.SardonyxException if it cannot, after having said that it supports every node
     */
    Executable compile(Partition partition);

    /** Bytes of memory it holds outside of runs: packed weights, pools. Optional; 0 where it does not know. */
    default long memoryInUse() {
        return 0;
    }

    /** Gives everything back. Executables are closed before. Closing twice does nothing. */
    @Override
    void close();
}
