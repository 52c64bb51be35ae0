package dev.sardonyx.api.op.image;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Pools regions of X[N, C, H, W] to Y[R, C, outputHeight, outputWidth]. Region r is rois[r] = (x1, y1, x2, y2), times
 * {@code spatialScale}, of batch entry batch_indices[r]. It is divided into bins, each bin into a grid of samples, and
 * each sample interpolates four neighbours linearly; samples more than one element outside X are zero. Source: ONNX
 * RoiAlign-22.
 *
 * @param coordinateTransformationMode whether coordinates are those of centres
 * @param mode how the samples of a bin become one element
 * @param outputHeight number of bins from top to bottom
 * @param outputWidth number of bins from left to right
 * @param samplingRatio number of samples per bin and axis; 0 for the size of a bin, rounded up
 * @param spatialScale from the coordinates of rois to those of X
 */
public record RoiAlign(
        Coordinates coordinateTransformationMode,
        Mode mode,
        long outputHeight,
        long outputWidth,
        long samplingRatio,
        float spatialScale)
        implements CoreOperator {
    /** How coordinates are meant. */
    public enum Coordinates {
        /** Half an element is subtracted. */
        HALF_PIXEL,
        /** Nothing is subtracted; regions are at least one element wide and high. */
        OUTPUT_HALF_PIXEL
    }

    /** How the samples of a bin become one element. */
    public enum Mode {
        /** Their mean. */
        AVG,
        /** The largest weighted neighbour. */
        MAX
    }

    private static final int MAX_GRID = 1 << 20;

    private static final Signature SIGNATURE = Signature.of("RoiAlign")
            .input("X", "T1")
            .input("rois", "T1")
            .input("batch_indices", "T2")
            .output("Y", "T1")
            .where("T1", Types.FLOATING)
            .where("T2", Types.INT64)
            .build();

    public RoiAlign {
        check("output_height", outputHeight, 1, Integer.MAX_VALUE);
        check("output_width", outputWidth, 1, Integer.MAX_VALUE);
        check("sampling_ratio", samplingRatio, 0, MAX_GRID);
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ModelInvalidException(name + ": expected " + min + " to " + max + ", found " + value);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape rois = in.shape(1);
        SymbolicShape batch = in.shape(2);
        if (x != null && x.rank() != 4) {
            throw in.fail("X: expected four dimensions, found " + x);
        }
        if (rois != null
                && (rois.rank() != 2 || (rois.dim(1).isFixed() && !rois.dim(1).is(4)))) {
            throw in.fail("rois: expected [R, 4], found " + rois);
        }
        if (batch != null && batch.rank() != 1) {
            throw in.fail("batch_indices: expected [R], found " + batch);
        }
        Dim count = rois != null ? rois.dim(0) : batch != null ? batch.dim(0) : in.unknownDim(0, 0);
        if (batch != null && count.isFixed() && batch.isFixed() && !count.equals(batch.dim(0))) {
            throw in.fail("batch_indices: expected one for each of " + count + " rois, found " + batch);
        }
        Dim channels = x == null ? in.unknownDim(0, 1) : x.dim(1);
        SymbolicShape y = SymbolicShape.of(count, channels, Dim.of(outputHeight), Dim.of(outputWidth));
        return List.of(new TensorType(in.elementType(0), y));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        if (y.elements() == 0) {
            return List.of(y);
        }
        Shape shape = in.shape(0);
        double[] x = in.tensor(0).toDoubles();
        if (x.length == 0) {
            throw in.fail("X " + shape + " has no elements to sample");
        }
        for (int r = 0; r < y.shape().dim(0); r++) {
            long n = in.tensor(2).longAt(r);
            if (n < 0 || n >= shape.dim(0)) {
                throw in.fail("batch_indices[" + r + "]: expected 0 to " + (shape.dim(0) - 1) + ", found " + n);
            }
            double[] corners = new double[4];
            for (int i = 0; i < 4; i++) {
                corners[i] = in.tensor(1).doubleAt(4L * r + i) * spatialScale
                        - (coordinateTransformationMode == Coordinates.HALF_PIXEL ? 0.5 : 0);
            }
            region(in, x, shape, (int) n, corners, y, r);
        }
        return List.of(y);
    }

    private void region(Evaluation in, double[] x, Shape shape, int n, double[] corners, Tensor y, int r) {
        boolean atLeastOne = coordinateTransformationMode == Coordinates.OUTPUT_HALF_PIXEL;
        double least = atLeastOne ? 1 : Double.NEGATIVE_INFINITY;
        double binWidth = Math.max(least, corners[2] - corners[0]) / outputWidth;
        double binHeight = Math.max(least, corners[3] - corners[1]) / outputHeight;
        int across = samples(in, binWidth, r);
        int down = samples(in, binHeight, r);
        int channels = Math.toIntExact(shape.dim(1));
        for (int i = 0; i < outputHeight; i++) {
            for (int j = 0; j < outputWidth; j++) {
                double[] results = new double[channels];
                boolean first = true;
                for (int v = 0; v < down; v++) {
                    in.deadline().check();
                    for (int u = 0; u < across; u++) {
                        double atX = corners[0] + j * binWidth + (u + 0.5) * binWidth / across;
                        double atY = corners[1] + i * binHeight + (v + 0.5) * binHeight / down;
                        sample(x, shape, n, atX, atY, results, first);
                        first = false;
                    }
                }
                double count = mode == Mode.AVG ? Math.max(1, (double) across * down) : 1;
                for (int c = 0; c < channels; c++) {
                    long to = (((long) r * channels + c) * outputHeight + i) * outputWidth + j;
                    y.setDouble(to, results[c] / count);
                }
            }
        }
    }

    private int samples(Evaluation in, double bin, int r) {
        double samples = samplingRatio > 0 ? samplingRatio : Math.max(0, Math.ceil(bin));
        if (!(samples <= MAX_GRID)) {
            throw in.fail("rois[" + r + "]: expected bins of at most " + MAX_GRID + " elements, found " + bin);
        }
        return (int) samples;
    }

    private void sample(double[] x, Shape shape, int n, double atX, double atY, double[] results, boolean first) {
        int height = Math.toIntExact(shape.dim(2));
        int width = Math.toIntExact(shape.dim(3));
        boolean isOutside = atY < -1 || atY > height || atX < -1 || atX > width;
        double v = Math.clamp(atY, 0, height - 1);
        double u = Math.clamp(atX, 0, width - 1);
        int top = (int) v;
        int left = (int) u;
        int bottom = Math.min(top + 1, height - 1);
        int right = Math.min(left + 1, width - 1);
        double down = v - top;
        double across = u - left;
        for (int c = 0; c < results.length; c++) {
            int plane = (n * results.length + c) * height;
            double a = isOutside ? 0 : (1 - down) * (1 - across) * x[(plane + top) * width + left];
            double b = isOutside ? 0 : (1 - down) * across * x[(plane + top) * width + right];
            double d = isOutside ? 0 : down * (1 - across) * x[(plane + bottom) * width + left];
            double e = isOutside ? 0 : down * across * x[(plane + bottom) * width + right];
            if (mode == Mode.AVG) {
                results[c] += a + b + d + e;
            } else {
                double largest = Math.max(Math.max(a, b), Math.max(d, e));
                results[c] = first ? largest : Math.max(results[c], largest);
            }
        }
    }
}
