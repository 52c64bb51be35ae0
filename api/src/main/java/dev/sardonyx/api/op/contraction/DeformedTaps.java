package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Evaluation;

/** Reads X of a deformable convolution where its offsets point. */
final class DeformedTaps {
    private final Evaluation in;
    private final ConvGeometry geometry;
    private final int perOffsetGroup;
    private final int taps;
    private final int channels;
    private final int plane;
    private final int windows;
    private final double[] x;

    DeformedTaps(Evaluation in, ConvGeometry geometry, int perOffsetGroup, int taps) {
        this.in = in;
        this.geometry = geometry;
        this.perOffsetGroup = perOffsetGroup;
        this.taps = taps;
        this.channels = Math.toIntExact(in.shape(0).dim(1));
        this.plane = Math.toIntExact(geometry.inputSize());
        this.windows = Math.toIntExact(geometry.outputSize());
        this.x = in.tensor(0).toDoubles();
    }

    /** The elements that window {@code o} of batch entry {@code n} reads: all taps of channel 0, of channel 1, ... */
    double[] column(int n, int o) {
        double[] column = new double[channels * taps];
        int rank = geometry.rank();
        int groups = perOffsetGroup == 0 ? 0 : channels / perOffsetGroup;
        double[] place = new double[rank];
        for (int d = 0; d < groups; d++) {
            for (int k = 0; k < taps; k++) {
                long row = ((long) n * groups + d) * taps + k;
                locate(place, row, k, o);
                double weight = in.has(4) ? in.tensor(4).doubleAt(row * windows + o) : 1;
                for (int c = d * perOffsetGroup; c < (d + 1) * perOffsetGroup; c++) {
                    column[c * taps + k] = weight * sample(place, (n * channels + c) * plane, 0, 0);
                }
            }
        }
        return column;
    }

    private void locate(double[] place, long row, int tap, int window) {
        int rank = geometry.rank();
        long k = tap;
        long o = window;
        for (int axis = rank - 1; axis >= 0; axis--) {
            double moved = in.tensor(2).doubleAt((row * rank + axis) * windows + window);
            place[axis] = o % geometry.output(axis) * geometry.stride(axis)
                    - geometry.padBegin(axis)
                    + k % geometry.kernel(axis) * geometry.dilation(axis)
                    + moved;
            k /= geometry.kernel(axis);
            o /= geometry.output(axis);
        }
    }

    private double sample(double[] place, int from, int axis, long offset) {
        if (axis == place.length) {
            return x[from + (int) offset];
        }
        double floor = Math.floor(place[axis]);
        double ratio = place[axis] - floor;
        double size = geometry.input(axis);
        double sum = Double.isNaN(ratio) ? Double.NaN : 0;
        if (floor >= 0 && floor < size) {
            sum += (1 - ratio) * sample(place, from, axis + 1, (long) (offset * size + floor));
        }
        if (floor >= -1 && floor + 1 < size) {
            sum += ratio * sample(place, from, axis + 1, (long) (offset * size + floor + 1));
        }
        return sum;
    }
}
