package dev.sardonyx.api.op.image;

import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one Resize maps concrete sizes: per axis the number of elements, and where each comes from. */
public final class ResizePlan {
    private final Resize resize;
    private final Function<String, SardonyxException> fail;
    private final long[] inputs;
    private final long[] outputs;
    private final double[] scales;
    private final double[] starts;
    private final double[] ends;

    ResizePlan(
            Resize resize,
            Function<String, SardonyxException> fail,
            long[] inputs,
            List<Integer> resized,
            Tensor numbers,
            @Nullable Tensor roi) {
        this.resize = resize;
        this.fail = fail;
        this.inputs = inputs;
        this.outputs = inputs.clone();
        this.scales = new double[inputs.length];
        this.starts = new double[inputs.length];
        this.ends = new double[inputs.length];
        java.util.Arrays.fill(scales, 1);
        java.util.Arrays.fill(ends, 1);
        for (int i = 0; roi != null && i < resized.size(); i++) {
            starts[resized.get(i)] = roi.doubleAt(i);
            ends[resized.get(i)] = roi.doubleAt((long) i + resized.size());
        }
        if (numbers.elementType().isFloating()) {
            scale(resized, numbers);
        } else {
            size(resized, numbers);
        }
        for (int axis : resized) {
            if (resize.antialias() && outputs[axis] > 0 && scales[axis] * inputs[axis] < 0.25) {
                throw fail.apply("axis " + axis + ": a scale of " + scales[axis] + " leaves nothing of " + inputs[axis]
                        + " elements");
            }
        }
    }

    private void scale(List<Integer> resized, Tensor numbers) {
        for (int i = 0; i < resized.size(); i++) {
            int axis = resized.get(i);
            double scale = numbers.doubleAt(i);
            if (!(scale > 0) || Double.isInfinite(scale)) {
                throw fail.apply("scales[" + i + "]: expected a finite number above 0, found " + scale);
            }
            scales[axis] = scale;
            outputs[axis] = checked(axis, Math.floor(inputs[axis] * (ends[axis] - starts[axis]) * scale));
        }
    }

    private void size(List<Integer> resized, Tensor numbers) {
        double common = resize.keepAspectRatioPolicy() == Resize.AspectRatio.NOT_LARGER ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < resized.size(); i++) {
            int axis = resized.get(i);
            long size = numbers.longAt(i);
            outputs[axis] = checked(axis, (double) size);
            if (inputs[axis] == 0 && size != 0) {
                throw fail.apply("axis " + axis + " has no elements to make " + size + " of");
            }
            scales[axis] = inputs[axis] == 0 ? 1 : (double) size / inputs[axis];
            common = switch (resize.keepAspectRatioPolicy()) {
                case NOT_LARGER -> Math.min(common, scales[axis]);
                case NOT_SMALLER -> Math.max(common, scales[axis]);
                case STRETCH -> common;
            };
        }
        if (resize.keepAspectRatioPolicy() != Resize.AspectRatio.STRETCH) {
            for (int axis : resized) {
                scales[axis] = common;
                outputs[axis] = checked(axis, Math.floor(common * inputs[axis] + 0.5));
            }
        }
    }

    private long checked(int axis, double size) {
        if (!(size >= 0 && size < 0x1p53)) {
            throw fail.apply("axis " + axis + ": expected a size from 0 to 2^53, found " + size);
        }
        return (long) size;
    }

    /** The sizes of Y. */
    public long[] outputs() {
        return outputs.clone();
    }

    /**
     * What one element of Y takes along one axis.
     *
     * @param indices elements of X
     * @param weights their weights
     * @param isOutside whether the place is outside X, so that the extrapolation value counts
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Taps(int[] indices, double[] weights, boolean isOutside) {}

    /** Elements of X that place {@code y} of Y takes along {@code axis}. */
    public int[] indices(int axis, long y) {
        return taps(axis, y).indices;
    }

    /** The weights of {@link #indices}. */
    public double[] weights(int axis, long y) {
        return taps(axis, y).weights;
    }

    /** Whether place {@code y} along {@code axis} is outside X, so that the extrapolation value counts. */
    public boolean isOutside(int axis, long y) {
        return taps(axis, y).isOutside;
    }

    Taps taps(int axis, long y) {
        double x = place(axis, y);
        long last = inputs[axis] - 1;
        boolean outside =
                resize.coordinateTransformationMode() == Resize.Coordinates.TF_CROP_AND_RESIZE && (x < 0 || x > last);
        ResizeKernel kernel = ResizeKernel.at(resize, x, scales[axis]);
        int[] indices = new int[kernel.weights().length];
        double[] weights = kernel.weights();
        double sum = 0;
        for (int i = 0; i < indices.length; i++) {
            long at = kernel.first() + i;
            indices[i] = (int) Math.clamp(at, 0, last);
            if (resize.excludeOutside() && at != indices[i]) {
                weights[i] = 0;
            }
            sum += weights[i];
        }
        for (int i = 0; resize.excludeOutside() && i < weights.length; i++) {
            weights[i] /= sum;
        }
        return new Taps(indices, weights, outside);
    }

    private double place(int axis, long y) {
        double scale = scales[axis];
        double in = inputs[axis];
        double out = scale * in;
        return switch (resize.coordinateTransformationMode()) {
            case HALF_PIXEL -> (y + 0.5) / scale - 0.5;
            case HALF_PIXEL_SYMMETRIC -> in / 2 * (1 - outputs[axis] / out) + (y + 0.5) / scale - 0.5;
            case PYTORCH_HALF_PIXEL -> out == 1 ? -0.5 : (y + 0.5) / scale - 0.5;
            case ALIGN_CORNERS -> out == 1 ? 0 : y * (in - 1) / (out - 1);
            case ASYMMETRIC -> y / scale;
            case TF_CROP_AND_RESIZE -> {
                double width = (ends[axis] - starts[axis]) * (in - 1);
                yield starts[axis] * (in - 1) + (out == 1 ? width / 2 : y * width / (out - 1));
            }
        };
    }

    Tensor apply(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        if (y.elements() == 0) {
            return y;
        }
        if (resize.mode() == Resize.Mode.NEAREST) {
            nearest(in, x, y);
            return y;
        }
        double[] values = x.toDoubles();
        long[] dims = inputs.clone();
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            if (outputs[axis] != dims[axis] || scales[axis] != 1 || starts[axis] != 0 || ends[axis] != 1) {
                values = along(in, values, Shape.of(dims), axis);
                dims[axis] = outputs[axis];
            }
        }
        for (int i = 0; i < values.length; i++) {
            y.setDouble(i, values[i]);
        }
        return y;
    }

    private double[] along(Evaluation in, double[] x, Shape shape, int axis) {
        int outer = Math.toIntExact(shape.elements(0, axis));
        int from = Math.toIntExact(shape.dim(axis));
        int to = Math.toIntExact(outputs[axis]);
        int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
        double[] y = new double[Math.multiplyExact(Math.multiplyExact(outer, to), inner)];
        for (int k = 0; k < to; k++) {
            in.deadline().check();
            Taps taps = taps(axis, k);
            for (int o = 0; o < outer; o++) {
                for (int i = 0; i < inner; i++) {
                    double sum = 0;
                    for (int t = 0; t < taps.indices.length; t++) {
                        sum += taps.weights[t] * x[(o * from + taps.indices[t]) * inner + i];
                    }
                    y[(o * to + k) * inner + i] = taps.isOutside ? resize.extrapolationValue() : sum;
                }
            }
        }
        return y;
    }

    private void nearest(Evaluation in, Tensor x, Tensor y) {
        int rank = inputs.length;
        long[][] offsets = new long[rank][];
        long[] strides = x.shape().strides();
        for (int axis = 0; axis < rank; axis++) {
            offsets[axis] = new long[Math.toIntExact(outputs[axis])];
            for (int k = 0; k < offsets[axis].length; k++) {
                Taps taps = taps(axis, k);
                offsets[axis][k] = taps.isOutside ? -1 : taps.indices[0] * strides[axis];
            }
        }
        copy(in, x, y, offsets, 0, 0, 0);
    }

    private void copy(Evaluation in, Tensor x, Tensor y, long[][] offsets, int axis, long from, long to) {
        if (axis == offsets.length) {
            element(x, from, y, to);
            return;
        }
        in.deadline().check();
        for (int k = 0; k < offsets[axis].length; k++) {
            long offset = offsets[axis][k];
            long next = offset < 0 || from < 0 ? -1 : from + offset;
            copy(in, x, y, offsets, axis + 1, next, to * offsets[axis].length + k);
        }
    }

    private void element(Tensor x, long from, Tensor y, long to) {
        ElementType type = x.elementType();
        if (type == ElementType.STRING) {
            y.setString(to, from < 0 ? "" : x.stringAt(from));
        } else if (from < 0) {
            y.setDouble(to, resize.extrapolationValue());
        } else if (type.isFloating()) {
            y.setDouble(to, x.doubleAt(from));
        } else {
            y.setLong(to, x.longAt(from));
        }
    }
}
