package dev.sardonyx.cpu.plan;

/** A node made ready for its concrete shapes. Shared by threads. */
@FunctionalInterface
public interface PreparedKernel {
    void run(Operands operands);

    /** Bytes of scratch a run needs, 64-byte aligned. */
    default long scratchBytes() {
        return 0;
    }

    /** Whether a run reads input {@code i}; a kernel that packed a constant when it was prepared says no. */
    default boolean reads(int i) {
        return true;
    }
}
