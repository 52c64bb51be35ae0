package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.Shape;
import java.util.Arrays;

/** The sums of a convolution in float64, window by window. */
final class Convolution {
    /** Takes the result of window {@code position} of channel {@code channel} of batch entry {@code n}. */
    @FunctionalInterface
    interface Sink {
        void set(long n, int channel, long position, double sum);
    }

    private Convolution() {}

    /**
     * @param x elements of the input of shape {@code xs}
     * @param w elements of the weights of shape {@code ws}
     */
    static void run(
            Evaluation in, ConvGeometry geometry, long group, double[] x, Shape xs, double[] w, Shape ws, Sink sink) {
        int channels = Math.toIntExact(ws.dim(1));
        int perGroup = Math.toIntExact(ws.dim(0) / group);
        int taps = Math.toIntExact(geometry.kernelSize());
        int plane = Math.toIntExact(geometry.inputSize());
        double[] column = new double[Math.multiplyExact(channels, taps)];
        long positions = geometry.outputSize();
        if (positions == 0 || ws.dim(0) == 0) {
            return;
        }
        WindowWalk walk = new WindowWalk(geometry);
        for (long position = 0; position < positions; position++) {
            for (int n = 0; n < xs.dim(0); n++) {
                in.deadline().check();
                for (int g = 0; g < group; g++) {
                    int from = (int) ((n * xs.dim(1) + (long) g * channels) * plane);
                    gather(walk, x, from, plane, channels, column);
                    for (int m = g * perGroup; m < (g + 1) * perGroup; m++) {
                        sink.set(n, m, position, dot(w, m * column.length, column));
                    }
                }
            }
            walk.next();
        }
    }

    private static void gather(WindowWalk walk, double[] x, int from, int plane, int channels, double[] column) {
        int taps = channels == 0 ? 0 : column.length / channels;
        if (walk.size() < taps) {
            Arrays.fill(column, 0);
        }
        for (int i = 0; i < walk.size(); i++) {
            int at = from + walk.offset(i);
            int to = walk.tap(i);
            for (int c = 0; c < channels; c++) {
                column[c * taps + to] = x[at + c * plane];
            }
        }
    }

    private static double dot(double[] w, int from, double[] column) {
        double sum = 0;
        for (int i = 0; i < column.length; i++) {
            sum += w[from + i] * column[i];
        }
        return sum;
    }
}
