package dev.sardonyx.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A little native memory for each thread: tiles at the edge of a matrix, and the last few numbers of a run. */
public final class Scratch {
    /** Enough for any tile. */
    private static final long BYTES = 8192;

    private static final ThreadLocal<MemorySegment> OF_THREAD =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(BYTES, 64));

    private Scratch() {}

    /** This thread's memory: 64-byte aligned, for one kernel call at a time. */
    public static MemorySegment ofThread() {
        return OF_THREAD.get();
    }
}
