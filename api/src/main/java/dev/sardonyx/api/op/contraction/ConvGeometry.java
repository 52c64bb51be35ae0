package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.tensor.Shape;
import java.util.List;

/**
 * Sliding windows over concrete sizes, everything resolved. Along axis i, tap k of window o lies at
 * {@code o * stride(i) - padBegin(i) + k * dilation(i)} of the input. Immutable.
 */
public final class ConvGeometry {
    private final long[] inputs;
    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] padsBegin;
    private final long[] padsEnd;
    private final long[] outputs;

    ConvGeometry(
            long[] inputs,
            long[] kernel,
            long[] strides,
            long[] dilations,
            long[] padsBegin,
            long[] padsEnd,
            long[] outputs) {
        this.inputs = inputs;
        this.kernel = kernel;
        this.strides = strides;
        this.dilations = dilations;
        this.padsBegin = padsBegin;
        this.padsEnd = padsEnd;
        this.outputs = outputs;
    }

    /**
     * The windows of an operator.
     *
     * @param x the shape of its input: batch, channel, spatial axes
     * @param kernel the sizes of the window, one per spatial axis
     * @param strides as the attribute, empty for ones
     * @param dilations as the attribute, empty for ones
     * @param pads as the attribute, all begins before all ends, empty for zeros
     * @param ceil whether a last window that reaches beyond the padding counts
     */
    public static ConvGeometry of(
            Shape x,
            long[] kernel,
            List<Long> strides,
            List<Long> dilations,
            List<Long> pads,
            AutoPad autoPad,
            boolean ceil) {
        int rank = kernel.length;
        long[] inputs = new long[rank];
        long[] stride = new long[rank];
        long[] dilation = new long[rank];
        long[] begin = new long[rank];
        long[] end = new long[rank];
        long[] outputs = new long[rank];
        for (int i = 0; i < rank; i++) {
            inputs[i] = x.dim(i + 2);
            stride[i] = strides.isEmpty() ? 1 : strides.get(i);
            dilation[i] = dilations.isEmpty() ? 1 : dilations.get(i);
            if (autoPad == AutoPad.NOTSET && !pads.isEmpty()) {
                begin[i] = pads.get(i);
                end[i] = pads.get(i + rank);
            }
            outputs[i] = count(inputs[i], kernel[i], stride[i], dilation[i], begin[i], end[i], autoPad, ceil);
            if (Windows.isSame(autoPad)) {
                long extent = (kernel[i] - 1) * dilation[i] + 1;
                long total = Math.max(0, (outputs[i] - 1) * stride[i] + extent - inputs[i]);
                begin[i] = autoPad == AutoPad.SAME_UPPER ? total / 2 : total - total / 2;
                end[i] = total - begin[i];
            }
        }
        return new ConvGeometry(inputs, kernel.clone(), stride, dilation, begin, end, outputs);
    }

    /** One window over all spatial axes of {@code x}. */
    public static ConvGeometry global(Shape x) {
        int rank = x.rank() - 2;
        long[] all = java.util.Arrays.copyOfRange(x.dims(), 2, x.rank());
        long[] ones = new long[rank];
        java.util.Arrays.fill(ones, 1);
        return new ConvGeometry(all, all, ones, ones, new long[rank], new long[rank], ones);
    }

    /** The number of windows along one axis; below 1 where none fits. */
    static long count(
            long size,
            long kernel,
            long stride,
            long dilation,
            long padBegin,
            long padEnd,
            AutoPad autoPad,
            boolean ceil) {
        if (Windows.isSame(autoPad)) {
            return size / stride + (size % stride == 0 ? 0 : 1);
        }
        long room = size + padBegin + padEnd - ((kernel - 1) * dilation + 1);
        if (!ceil) {
            return Math.floorDiv(room, stride) + 1;
        }
        long count = Math.ceilDiv(room, stride) + 1;
        return count > 1 && (count - 1) * stride >= size + padBegin ? count - 1 : count;
    }

    /** Number of spatial axes. */
    public int rank() {
        return kernel.length;
    }

    public long input(int axis) {
        return inputs[axis];
    }

    public long kernel(int axis) {
        return kernel[axis];
    }

    public long stride(int axis) {
        return strides[axis];
    }

    public long dilation(int axis) {
        return dilations[axis];
    }

    public long padBegin(int axis) {
        return padsBegin[axis];
    }

    public long padEnd(int axis) {
        return padsEnd[axis];
    }

    /** Number of windows along {@code axis}. */
    public long output(int axis) {
        return outputs[axis];
    }

    /** Number of elements of one channel of the input. */
    public long inputSize() {
        return product(inputs);
    }

    /** Number of taps of a window. */
    public long kernelSize() {
        return product(kernel);
    }

    /** Number of windows. */
    public long outputSize() {
        return product(outputs);
    }

    private static long product(long[] values) {
        long product = 1;
        for (long value : values) {
            product = Math.multiplyExact(product, value);
        }
        return product;
    }
}
