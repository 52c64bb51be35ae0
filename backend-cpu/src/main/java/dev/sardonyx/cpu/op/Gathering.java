package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.sardonyx.api.tensor.ElementType;
import java.lang.foreign.MemorySegment;

/** Reads indices of either integer type. */
final class Gathering {
    private Gathering() {}

    static long index(ElementType type, MemorySegment indices, long i) {
        return type == ElementType.INT32
                ? indices.get(JAVA_INT_UNALIGNED, i * 4)
                : indices.get(JAVA_LONG_UNALIGNED, i * 8);
    }
}
