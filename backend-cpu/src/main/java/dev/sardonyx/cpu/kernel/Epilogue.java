package dev.sardonyx.cpu.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the elements of a matrix product or convolution once their sums are complete: first the bias is
 * added, then the residual, then the activation is applied.
 *
 * @param bias one number per column of a matrix product or per output channel of a convolution, or null
 * @param biasOffset where the bias begins
 * @param residual a tensor to be added; it must not overlap the result
 * @param residualOffset where the residual begins
 * @param residualStride from one row of the residual to the next; 0 repeats one row, and a convolution ignores it: its
 *     residual has the shape of its result
 * @param activation the function applied last
 */
public record Epilogue(
        @Nullable MemorySegment bias,
        long biasOffset,
        @Nullable MemorySegment residual,
        long residualOffset,
        long residualStride,
        Activation activation) {
    public static final Epilogue NONE = new Epilogue(null, 0, null, 0, 0, Activation.NONE);

    public static Epilogue of(Activation activation) {
        return new Epilogue(null, 0, null, 0, 0, activation);
    }

    public Epilogue withBias(MemorySegment segment, long offset) {
        return new Epilogue(segment, offset, residual, residualOffset, residualStride, activation);
    }

    public Epilogue withResidual(MemorySegment segment, long offset, long stride) {
        return new Epilogue(bias, biasOffset, segment, offset, stride, activation);
    }
}
