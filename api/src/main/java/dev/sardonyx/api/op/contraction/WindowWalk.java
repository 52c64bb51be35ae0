package dev.sardonyx.api.op.contraction;

/**
 * Visits the windows of a geometry in row-major order and lists the taps of each that lie inside the input, in
 * row-major order.
 */
public final class WindowWalk {
    private final ConvGeometry geometry;
    private final long[] window;
    private final long[] low;
    private final long[] high;
    private final int[] taps;
    private final int[] offsets;
    private int size;

    /** Starts at the first window. */
    public WindowWalk(ConvGeometry geometry) {
        this.geometry = geometry;
        this.window = new long[geometry.rank()];
        this.low = new long[geometry.rank()];
        this.high = new long[geometry.rank()];
        int capacity = Math.toIntExact(Math.min(geometry.kernelSize(), geometry.inputSize()));
        this.taps = new int[capacity];
        this.offsets = new int[capacity];
        locate();
    }

    /** Number of taps inside the input. */
    public int size() {
        return size;
    }

    /** The row-major index in the kernel of the {@code i}-th tap inside. */
    public int tap(int i) {
        return taps[i];
    }

    /** The offset in one channel of the input of the {@code i}-th tap inside. */
    public int offset(int i) {
        return offsets[i];
    }

    /** Number of taps inside the input or its padding; those beyond, as {@code ceil_mode} makes, are left out. */
    public double sizeWithPadding() {
        double count = 1;
        for (int axis = 0; axis < window.length; axis++) {
            long room = geometry.input(axis) + geometry.padEnd(axis) - first(axis);
            count *= Math.clamp(Math.ceilDiv(room, geometry.dilation(axis)), 0, geometry.kernel(axis));
        }
        return count;
    }

    /** Moves on to the next window. */
    public void next() {
        for (int axis = window.length - 1; axis >= 0; axis--) {
            window[axis]++;
            if (window[axis] < geometry.output(axis)) {
                break;
            }
            window[axis] = 0;
        }
        locate();
    }

    /** Where tap 0 lies along {@code axis}. */
    private long first(int axis) {
        return window[axis] * geometry.stride(axis) - geometry.padBegin(axis);
    }

    private void locate() {
        size = 0;
        for (int axis = 0; axis < window.length; axis++) {
            long dilation = geometry.dilation(axis);
            low[axis] = Math.max(0, Math.ceilDiv(-first(axis), dilation));
            high[axis] = Math.min(geometry.kernel(axis), Math.ceilDiv(geometry.input(axis) - first(axis), dilation));
        }
        list(0, 0, 0);
    }

    private void list(int axis, long tap, long offset) {
        if (axis == window.length) {
            taps[size] = Math.toIntExact(tap);
            offsets[size] = Math.toIntExact(offset);
            size++;
            return;
        }
        for (long k = low[axis]; k < high[axis]; k++) {
            long at = first(axis) + k * geometry.dilation(axis);
            list(axis + 1, tap * geometry.kernel(axis) + k, offset * geometry.input(axis) + at);
        }
    }
}
