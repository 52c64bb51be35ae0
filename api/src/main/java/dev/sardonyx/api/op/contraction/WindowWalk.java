package dev.sardonyx.api.op.contraction;

/** Visits the windows of a geometry in row-major order and tells where the taps of each lie. */
public final class WindowWalk {
    /** The offset of a tap in the padding. */
    public static final int PADDING = -1;

    /** The offset of a tap beyond the padding, as the last windows of {@code ceil_mode} have. */
    public static final int BEYOND = -2;

    private final ConvGeometry geometry;
    private final long[] window;
    private final long[] tap;
    private final int[] offsets;

    /** Starts at the first window. */
    public WindowWalk(ConvGeometry geometry) {
        this.geometry = geometry;
        this.window = new long[geometry.rank()];
        this.tap = new long[geometry.rank()];
        this.offsets = new int[Math.toIntExact(geometry.kernelSize())];
        locate();
    }

    /** Number of taps, row-major in the kernel. */
    public int taps() {
        return offsets.length;
    }

    /** The offset of {@code tap} in one channel of the input, or {@link #PADDING} or {@link #BEYOND}. */
    public int offset(int tapIndex) {
        return offsets[tapIndex];
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

    private void locate() {
        java.util.Arrays.fill(tap, 0);
        for (int t = 0; t < offsets.length; t++) {
            offsets[t] = offset();
            for (int axis = tap.length - 1; axis >= 0; axis--) {
                tap[axis]++;
                if (tap[axis] < geometry.kernel(axis)) {
                    break;
                }
                tap[axis] = 0;
            }
        }
    }

    private int offset() {
        long offset = 0;
        boolean padding = false;
        for (int axis = 0; axis < tap.length; axis++) {
            long at = window[axis] * geometry.stride(axis) - geometry.padBegin(axis)
                    + tap[axis] * geometry.dilation(axis);
            if (at >= geometry.input(axis) + geometry.padEnd(axis)) {
                return BEYOND;
            }
            padding |= at < 0 || at >= geometry.input(axis);
            offset = offset * geometry.input(axis) + at;
        }
        return padding ? PADDING : Math.toIntExact(offset);
    }
}
