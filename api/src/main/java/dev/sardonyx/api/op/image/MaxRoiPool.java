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
 * The maxima of the bins of regions of X[N, C, H, W]: Y[R, C, pooledShape...]. Region r is rois[r] = (batch entry, x1,
 * y1, x2, y2); corners are scaled, rounded to elements and inclusive. A bin outside X gives 0. Source: ONNX
 * MaxRoiPool-22.
 *
 * @param pooledShape number of bins from top to bottom and from left to right
 * @param spatialScale from the coordinates of rois to those of X
 */
public record MaxRoiPool(List<Long> pooledShape, float spatialScale) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("MaxRoiPool")
            .input("X", "T")
            .input("rois", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public MaxRoiPool {
        pooledShape = List.copyOf(pooledShape);
        if (pooledShape.size() != 2 || pooledShape.stream().anyMatch(n -> n < 1 || n > Integer.MAX_VALUE)) {
            throw new ModelInvalidException(
                    "pooled_shape: expected two numbers from 1 to " + Integer.MAX_VALUE + ", found " + pooledShape);
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
        if (x != null && x.rank() != 4) {
            throw in.fail("X: expected four dimensions, found " + x);
        }
        if (rois != null
                && (rois.rank() != 2 || (rois.dim(1).isFixed() && !rois.dim(1).is(5)))) {
            throw in.fail("rois: expected [R, 5], found " + rois);
        }
        Dim count = rois == null ? in.unknownDim(0, 0) : rois.dim(0);
        Dim channels = x == null ? in.unknownDim(0, 1) : x.dim(1);
        SymbolicShape y =
                SymbolicShape.of(count, channels, Dim.of(pooledShape.getFirst()), Dim.of(pooledShape.getLast()));
        return List.of(new TensorType(in.elementType(0), y));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        Shape shape = in.shape(0);
        double[] x = in.tensor(0).toDoubles();
        Tensor rois = in.tensor(1);
        int channels = Math.toIntExact(shape.dim(1));
        for (int r = 0; y.elements() > 0 && r < y.shape().dim(0); r++) {
            in.deadline().check();
            double n = rois.doubleAt(5L * r);
            if (!(n >= 0 && n < shape.dim(0))) {
                throw in.fail(
                        "rois[" + r + "]: expected a batch entry from 0 to " + (shape.dim(0) - 1) + ", found " + n);
            }
            double[] corners = new double[4];
            for (int i = 0; i < 4; i++) {
                corners[i] = Math.floor(rois.doubleAt(5L * r + 1 + i) * spatialScale + 0.5);
            }
            for (int c = 0; c < channels; c++) {
                int plane = ((int) n) * channels + c;
                bins(x, shape, plane, corners, y, (long) r * channels + c);
            }
        }
        return List.of(y);
    }

    private void bins(double[] x, Shape shape, int plane, double[] corners, Tensor y, long row) {
        long down = pooledShape.getFirst();
        long across = pooledShape.getLast();
        double binHeight = Math.max(1, corners[3] - corners[1] + 1) / down;
        double binWidth = Math.max(1, corners[2] - corners[0] + 1) / across;
        int height = Math.toIntExact(shape.dim(2));
        int width = Math.toIntExact(shape.dim(3));
        for (int i = 0; i < down; i++) {
            int top = edge(corners[1] + Math.floor(i * binHeight), height);
            int bottom = edge(corners[1] + Math.ceil((i + 1) * binHeight), height);
            for (int j = 0; j < across; j++) {
                int left = edge(corners[0] + Math.floor(j * binWidth), width);
                int right = edge(corners[0] + Math.ceil((j + 1) * binWidth), width);
                double best = bottom <= top || right <= left ? 0 : Double.NEGATIVE_INFINITY;
                for (int v = top; v < bottom; v++) {
                    for (int u = left; u < right; u++) {
                        best = Math.max(best, x[(plane * height + v) * width + u]);
                    }
                }
                y.setDouble((row * down + i) * across + j, best);
            }
        }
    }

    private static int edge(double at, int size) {
        return (int) Math.clamp(at, 0, size);
    }
}
