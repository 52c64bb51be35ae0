package dev.sardonyx.api.op.image;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.op.contraction.ConvGeometry;
import dev.sardonyx.api.op.contraction.WindowWalk;
import dev.sardonyx.api.op.contraction.Windows;
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
 * Adds the columns of input[N, C * taps, windows] to the places their windows have in an image of shape {@code
 * image_shape}: output[N, C, image...]. Windows are of shape {@code block_shape}. Source: ONNX Col2Im-18.
 *
 * @param dilations distance between taps per axis; empty for 1
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record Col2Im(List<Long> dilations, List<Long> pads, List<Long> strides) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Col2Im")
            .input("input", "T")
            .hostInput("image_shape", "I")
            .hostInput("block_shape", "I")
            .output("output", "T")
            .where("T", Types.NUMERIC_OR_BOOL)
            .where("I", Types.INT64)
            .build();

    public Col2Im {
        dilations = List.copyOf(dilations);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        Windows.check(List.of(), strides, dilations, pads);
    }

    /** No dilation, no padding, stride 1. */
    public Col2Im() {
        this(List.of(), List.of(), List.of());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), inferShape(in)));
    }

    private @Nullable SymbolicShape inferShape(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null && x.rank() != 3) {
            throw in.fail("input: expected [N, C * taps, windows], found " + x);
        }
        List<Dim> image = in.dims(1);
        List<Dim> block = in.dims(2);
        if (image == null) {
            if (in.constant(1) != null) {
                throw in.fail("image_shape: expected sizes of 0 or more, found " + in.constant(1));
            }
            return null;
        }
        Dim batch = x == null ? in.unknownDim(0, 0) : x.dim(0);
        List<Dim> dims = new ArrayList<>(List.of(batch, in.unknownDim(0, 1)));
        dims.addAll(image);
        if (block != null && x != null) {
            dims.set(1, channels(in, x, image, block));
        }
        return new SymbolicShape(dims);
    }

    private Dim channels(Inference in, SymbolicShape x, List<Dim> image, List<Dim> block) {
        if (image.isEmpty() || image.size() != block.size()) {
            throw in.fail("expected as many sizes in image_shape as in block_shape, found " + image + " and " + block);
        }
        List<Dim> counts = Windows.outputs(in, image, block, strides, dilations, pads, AutoPad.NOTSET, false);
        long windows = 1;
        long taps = 1;
        for (int i = 0; i < block.size(); i++) {
            if (!counts.get(i).isFixed() || !block.get(i).isFixed()) {
                return in.unknownDim(0, 1);
            }
            windows = multiply(in, windows, counts.get(i).sizeOrUnknown());
            taps = multiply(in, taps, block.get(i).sizeOrUnknown());
        }
        if (x.dim(2).isFixed() && !x.dim(2).is(windows)) {
            throw in.fail("input: expected " + windows + " windows, found " + x);
        }
        if (x.dim(1).isFixed() && x.dim(1).sizeOrUnknown() % taps != 0) {
            throw in.fail("input: expected a multiple of " + taps + " rows, found " + x);
        }
        return x.dim(1).dividedBy(taps);
    }

    private static long multiply(Inference in, long a, long b) {
        if (Math.multiplyHigh(a, b) != 0 || a * b < 0) {
            throw in.fail("the windows are too many to count: " + a + " times " + b);
        }
        return a * b;
    }

    /** The windows over the image, for concrete shapes. */
    public ConvGeometry geometry(Shape output, long[] block) {
        return ConvGeometry.of(output, block, strides, dilations, pads, AutoPad.NOTSET, false);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        if (y.elements() == 0) {
            return List.of(y);
        }
        double[] x = in.tensor(0).toDoubles();
        double[] sums = new double[Math.toIntExact(y.elements())];
        ConvGeometry geometry = geometry(y.shape(), in.tensor(2).toLongs());
        int windows = Math.toIntExact(geometry.outputSize());
        int plane = Math.toIntExact(geometry.inputSize());
        long planes = y.shape().dim(0) * y.shape().dim(1);
        long taps = geometry.kernelSize();
        WindowWalk walk = new WindowWalk(geometry);
        for (int o = 0; o < windows; o++) {
            in.deadline().check();
            for (int p = 0; p < planes; p++) {
                for (int i = 0; i < walk.size(); i++) {
                    sums[p * plane + walk.offset(i)] += x[(int) ((p * taps + walk.tap(i)) * windows + o)];
                }
            }
            walk.next();
        }
        for (int i = 0; i < sums.length; i++) {
            y.setDouble(i, sums[i]);
        }
        return List.of(y);
    }
}
