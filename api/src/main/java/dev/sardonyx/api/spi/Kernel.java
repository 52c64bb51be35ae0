package dev.sardonyx.api.spi;

/**
 * Computes one node whose types are concrete.
 *
 * @see KernelDevice
 */
@FunctionalInterface
public interface Kernel {
    /** Fills the outputs. Called by several threads at once. */
    void run(KernelContext context);
}
