package dev.sardonyx.api.tensor;

import java.lang.foreign.MemorySegment;

/**
 * Memory that a device owns and the host cannot address. Implemented by backends; freed when its owner
 * closes it or, failing that, when it becomes unreachable. Thread-safe.
 */
public interface DeviceMemory extends AutoCloseable {
    /** The name of the device that owns it. */
    String device();

    /** Size in bytes. */
    long bytes();

    /** Copies all bytes to {@code target}, which is as large; returns when they are there. */
    void copyTo(MemorySegment target);

    @Override
    void close();
}
