package dev.sardonyx.api.op.image;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples X[N, C, spatial...] at the places that grid[N, places..., r] names, r spatial axes from the last to the
 * first, -1 to 1 from one border to the other: Y[N, C, places...]. Source: ONNX GridSample-22.
 *
 * @param alignCorners whether -1 and 1 are the centres of the outermost elements rather than their outer edges
 * @param mode the interpolation; NEAREST rounds halves to even
 * @param paddingMode what lies outside X
 */
public record GridSample(boolean alignCorners, Mode mode, PaddingMode paddingMode) implements CoreOperator {
    /** What is taken from the neighbours of a place. */
    public enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /** What lies outside X. */
    public enum PaddingMode {
        ZEROS,
        BORDER,
        REFLECTION
    }

    private static final Signature SIGNATURE = Signature.of("GridSample")
            .input("X", "T1")
            .input("grid", "T2")
            .output("Y", "T1")
            .where("T1", Types.NUMERIC_OR_BOOL)
            .where("T2", Types.FLOATING)
            .build();

    /** ONNX's defaults. */
    public GridSample() {
        this(false, Mode.LINEAR, PaddingMode.ZEROS);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape grid = in.shape(1);
        return List.of(new TensorType(in.elementType(0), inferShape(in, x, grid)));
    }

    private static @Nullable SymbolicShape inferShape(
            Inference in, @Nullable SymbolicShape x, @Nullable SymbolicShape grid) {
        if (x == null || grid == null) {
            return null;
        }
        int spatial = x.rank() - 2;
        if (spatial < 1 || grid.rank() < 2) {
            throw in.fail("expected X with a batch, a channel and spatial axes and a grid over them, found " + x
                    + " and " + grid);
        }
        Dim coordinates = grid.dim(grid.rank() - 1);
        boolean batches =
                x.dim(0).isFixed() && grid.dim(0).isFixed() && !x.dim(0).equals(grid.dim(0));
        if (grid.rank() != x.rank() || batches || (coordinates.isFixed() && !coordinates.is(spatial))) {
            throw in.fail(
                    "grid: expected [" + x.dim(0) + ", places..., " + spatial + "] for X " + x + ", found " + grid);
        }
        List<Dim> dims = new ArrayList<>(List.of(x.dim(0), x.dim(1)));
        dims.addAll(grid.dims().subList(1, grid.rank() - 1));
        return new SymbolicShape(dims);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        Shape shape = in.shape(0);
        int rank = shape.rank() - 2;
        long[] dims = java.util.Arrays.copyOfRange(shape.dims(), 2, shape.rank());
        int plane = Math.toIntExact(shape.elements(2, shape.rank()));
        int channels = Math.toIntExact(shape.dim(1));
        long places = y.shape().elements(2, y.shape().rank());
        if (y.elements() > 0 && plane == 0) {
            throw in.fail("X " + shape + " has no elements to sample");
        }
        double[] x = in.tensor(0).toDoubles();
        int[][] indices = new int[rank][];
        double[][] weights = new double[rank][];
        for (int n = 0; y.elements() > 0 && n < shape.dim(0); n++) {
            for (long p = 0; p < places; p++) {
                in.deadline().check();
                for (int axis = 0; axis < rank; axis++) {
                    double at = in.tensor(1).doubleAt((n * places + p) * rank + rank - 1 - axis);
                    locate(at, axis, dims, indices, weights);
                }
                for (int c = 0; c < channels; c++) {
                    int from = (n * channels + c) * plane;
                    double sum = MultilinearSampler.sum(x, from, dims, indices, weights);
                    y.setDouble((long) (n * channels + c) * places + p, sum);
                }
            }
        }
        return List.of(y);
    }

    private void locate(double normal, int axis, long[] dims, int[][] indices, double[][] weights) {
        double size = dims[axis];
        double low = alignCorners ? 0 : -0.5;
        double high = alignCorners ? size - 1 : size - 0.5;
        double at = alignCorners ? (normal + 1) / 2 * (size - 1) : ((normal + 1) * size - 1) / 2;
        if (mode == Mode.NEAREST) {
            at = Math.rint(at);
        }
        if (at < low || at > high) {
            at = switch (paddingMode) {
                case ZEROS -> at;
                case BORDER -> Math.clamp(at, 0, size - 1);
                case REFLECTION -> reflect(at, low, high);
            };
        }
        double floor = Math.floor(at);
        int first = mode == Mode.CUBIC ? -1 : 0;
        weights[axis] = switch (mode) {
            case NEAREST -> new double[] {1};
            case LINEAR -> new double[] {1 - (at - floor), at - floor};
            case CUBIC -> cubic(at - floor);
        };
        indices[axis] = new int[weights[axis].length];
        for (int i = 0; i < indices[axis].length; i++) {
            indices[axis][i] = element(floor + first + i, size, low, high);
        }
    }

    private int element(double at, double size, double low, double high) {
        boolean isInside = at >= 0 && at < size;
        return switch (paddingMode) {
            case ZEROS -> isInside ? (int) at : MultilinearSampler.OUTSIDE;
            case BORDER -> (int) Math.clamp(at, 0, size - 1);
            case REFLECTION -> isInside ? (int) at : (int) Math.clamp(reflect(at, low, high), 0, size - 1);
        };
    }

    private static double reflect(double at, double low, double high) {
        double range = high - low;
        if (range == 0) {
            return low;
        }
        double beyond = at < low ? low - at : Math.max(0, at - high);
        double rest = beyond % range;
        boolean turned = Math.floor(beyond / range) % 2 != 0;
        boolean fromLow = (at < low) != turned;
        return beyond == 0 ? at : fromLow ? low + rest : high - rest;
    }

    private static double[] cubic(double ratio) {
        double a = -0.75;
        double[] weights = new double[4];
        for (int i = 0; i < 4; i++) {
            double x = Math.abs(i - 1 - ratio);
            weights[i] = x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        }
        return weights;
    }
}
