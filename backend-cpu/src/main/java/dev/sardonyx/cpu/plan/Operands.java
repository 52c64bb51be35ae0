package dev.sardonyx.cpu.plan;

import dev.sardonyx.api.Deadline;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What a step reads and writes in one run: dense, row-major, native, 64-byte aligned segments, each as long as its
 * tensor.
 *
 * @param inputs the node's inputs; null where omitted or known when the step was prepared
 * @param outputs the node's outputs; null where not wanted
 * @param scratch as many bytes as the step asked for
 */
public record Operands(
        @Nullable MemorySegment[] inputs, @Nullable MemorySegment[] outputs, MemorySegment scratch, Deadline deadline) {
    /** Input {@code i}, which must be there. */
    public MemorySegment input(int i) {
        MemorySegment segment = inputs[i];
        if (segment == null) {
            throw new IllegalStateException("no input " + i);
        }
        return segment;
    }

    /** Output {@code k}, which must be there. */
    public MemorySegment output(int k) {
        MemorySegment segment = outputs[k];
        if (segment == null) {
            throw new IllegalStateException("no output " + k);
        }
        return segment;
    }
}
