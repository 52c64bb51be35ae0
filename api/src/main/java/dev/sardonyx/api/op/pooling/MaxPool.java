package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.op.contraction.ConvGeometry;
import dev.sardonyx.api.op.contraction.WindowWalk;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The largest element of each window of X[N, C, spatial...], and where it lies in X: the first of equals, as a
 * position in the whole of X. NaN wins; a window that lies in the padding altogether gives the smallest number
 * of the type, at -1. Source: ONNX MaxPool-22. Exact.
 *
 * @param autoPad how padding is found
 * @param ceilMode whether a last window may reach beyond the padding
 * @param dilations distance between taps per axis; empty for 1
 * @param kernelShape sizes of the window per axis
 * @param pads padding at all begins, then all ends; empty for 0
 * @param storageOrder how Indices count the spatial axes: 0 row-major, 1 column-major
 * @param strides distance between windows per axis; empty for 1
 */
public record MaxPool(
        AutoPad autoPad,
        boolean ceilMode,
        List<Long> dilations,
        List<Long> kernelShape,
        List<Long> pads,
        long storageOrder,
        List<Long> strides)
        implements PoolOperator {
    private static final Signature SIGNATURE = Signature.of("MaxPool")
            .input("X", "T")
            .output("Y", "T")
            .optionalOutput("Indices", "I")
            .where("T", Types.union(Types.FLOATING, Types.of(ElementType.INT8, ElementType.UINT8)))
            .where("I", Types.INT64)
            .build();

    public MaxPool {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        PoolOperator.check(kernelShape, strides, dilations, pads);
        if (storageOrder != 0 && storageOrder != 1) {
            throw new ModelInvalidException("storage_order: expected 0 or 1, found " + storageOrder);
        }
    }

    /** Rounding down, no dilation. */
    public MaxPool(List<Long> kernelShape, List<Long> strides, List<Long> pads) {
        this(AutoPad.NOTSET, false, List.of(), kernelShape, pads, 0, strides);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.MAX;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape y = inferShape(in);
        return List.of(new TensorType(in.elementType(0), y), new TensorType(ElementType.INT64, y));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        Tensor indices = in.outputCount() > 1 ? in.allocateOutput(1) : null;
        if (y.elements() == 0) {
            return indices == null ? List.of(y) : List.of(y, indices);
        }
        Shape shape = in.shape(0);
        double[] x = in.tensor(0).toDoubles();
        ConvGeometry geometry = geometry(shape);
        int size = Math.toIntExact(geometry.inputSize());
        int planes = (int) (shape.dim(0) * shape.dim(1));
        long windows = geometry.outputSize();
        WindowWalk walk = new WindowWalk(geometry);
        for (long o = 0; o < windows; o++) {
            in.deadline().check();
            for (int plane = 0; plane < planes; plane++) {
                int best = largest(x, plane * size, walk);
                long at = plane * windows + o;
                y.setDouble(at, best < 0 ? Double.NEGATIVE_INFINITY : x[plane * size + best]);
                if (indices != null) {
                    indices.setLong(at, best < 0 ? -1 : (long) plane * size + place(best, geometry));
                }
            }
            walk.next();
        }
        return indices == null ? List.of(y) : List.of(y, indices);
    }

    private static int largest(double[] x, int from, WindowWalk walk) {
        int best = -1;
        for (int i = 0; i < walk.size(); i++) {
            int offset = walk.offset(i);
            if (best < 0 || x[from + offset] > x[from + best] || isNewNaN(x, from, offset, best)) {
                best = offset;
            }
        }
        return best;
    }

    private static boolean isNewNaN(double[] x, int from, int offset, int best) {
        return Double.isNaN(x[from + offset]) && !Double.isNaN(x[from + best]);
    }

    private long place(long rowMajor, ConvGeometry geometry) {
        if (storageOrder == 0) {
            return rowMajor;
        }
        long place = 0;
        long rest = rowMajor;
        long scale = geometry.inputSize();
        for (int axis = geometry.rank() - 1; axis >= 0; axis--) {
            scale /= geometry.input(axis);
            place += rest % geometry.input(axis) * scale;
            rest /= geometry.input(axis);
        }
        return place;
    }
}
