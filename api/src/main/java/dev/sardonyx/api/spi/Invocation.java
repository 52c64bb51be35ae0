package dev.sardonyx.api.spi;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/**
 * One run of one partition. Inputs are dense and row-major, on the host or in the device's own memory, and are
 * never written. Outputs are allocated by the runtime and never alias an input.
 */
public interface Invocation {
    /** The inputs in the order of the partition's graph. */
    List<Tensor> inputs();

    /**
     * The memory for output {@code k}: dense, row-major, native and 64-byte aligned where it is large, with
     * undefined contents. To be called once for each output. The caller of the run may own it, so that its
     * alignment is not promised then.
     */
    Tensor output(int k, ElementType type, Shape shape);

    /** Offers a finished tensor as output {@code k}, instead of {@link #output}; copied where the caller owns one. */
    void setOutput(int k, Tensor value);

    /** To be polled between pieces of work. */
    Deadline deadline();

    /** Takes {@code bytes} of the session's memory budget for the duration of this run, before they are allocated. */
    void claim(long bytes);
}
