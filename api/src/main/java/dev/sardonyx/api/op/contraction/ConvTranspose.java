package dev.sardonyx.api.op.contraction;

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
 * The transpose of a convolution, plus B[M] where given: X[N, C, spatial...] and W[C, M/group, kernel...] give
 * Y[N, M, spatial...], where each element of X, times the kernel, is added to the places that a convolution
 * over Y would read for it. Along an axis, Y has stride * (X - 1) + output_padding + dilation * (kernel - 1) + 1
 * - pads elements; {@code outputShape} fixes that number and finds the padding. Source: ONNX ConvTranspose-22.
 *
 * @param autoPad how padding is found; SAME gives stride times as many elements
 * @param dilations distance between taps per axis; empty for 1
 * @param group number of groups that channels are divided into
 * @param kernelShape sizes of the window per axis; empty to take them from W
 * @param outputPadding elements added to the end of each axis; empty for 0
 * @param outputShape spatial sizes of Y, which then decide the padding; empty where not given
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record ConvTranspose(
        AutoPad autoPad,
        List<Long> dilations,
        long group,
        List<Long> kernelShape,
        List<Long> outputPadding,
        List<Long> outputShape,
        List<Long> pads,
        List<Long> strides)
        implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("ConvTranspose")
            .input("X", "T")
            .input("W", "T")
            .optional("B", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public ConvTranspose {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        outputPadding = List.copyOf(outputPadding);
        outputShape = List.copyOf(outputShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        Windows.check(kernelShape, strides, dilations, pads);
        Windows.checkRange("output_padding", outputPadding, 0);
        Windows.checkRange("output_shape", outputShape, 0);
        ConvolutionOperator.checkGroup(group);
    }

    /** One group, no dilation. */
    public ConvTranspose(List<Long> strides, List<Long> pads) {
        this(AutoPad.NOTSET, List.of(), 1, List.of(), List.of(), List.of(), pads, strides);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape w = in.shape(1);
        if (x == null || w == null) {
            return List.of(new TensorType(in.elementType(0), unknown(in, x == null ? w : x)));
        }
        List<Dim> input = Windows.spatial(in, x);
        if (input == null || w.rank() != x.rank()) {
            throw in.fail("expected weights of rank " + x.rank() + " as the input " + x + ", found " + w);
        }
        int rank = input.size();
        Windows.requireRank(in, "kernel_shape", kernelShape.size(), rank);
        Windows.requireRank(in, "strides", strides.size(), rank);
        Windows.requireRank(in, "dilations", dilations.size(), rank);
        Windows.requireRank(in, "pads", pads.size() / 2, rank);
        Windows.requireRank(in, "output_padding", outputPadding.size(), rank);
        Windows.requireRank(in, "output_shape", outputShape.size(), rank);
        checkChannels(in, x, w);
        Dim channels = w.dim(1).isFixed() && w.dim(1).sizeOrUnknown() > Integer.MAX_VALUE
                ? in.unknownDim(0, 1)
                : w.dim(1).times(Dim.of(group));
        List<Dim> dims = new ArrayList<>(List.of(x.dim(0), channels));
        for (int i = 0; i < rank; i++) {
            dims.add(output(in, i, input.get(i), w));
        }
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    private static @Nullable SymbolicShape unknown(Inference in, @Nullable SymbolicShape like) {
        if (like == null) {
            return null;
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < like.rank(); i++) {
            dims.add(in.unknownDim(0, i));
        }
        return new SymbolicShape(dims);
    }

    private void checkChannels(Inference in, SymbolicShape x, SymbolicShape w) {
        Dim channels = x.dim(1);
        if (channels.isFixed() && w.dim(0).isFixed() && !channels.equals(w.dim(0))) {
            throw in.fail(
                    "the input " + x + " has " + channels + " channels, the weights " + w + " expect " + w.dim(0));
        }
        if (channels.isFixed() && channels.sizeOrUnknown() % group != 0) {
            throw in.fail("the " + channels + " channels of the input do not divide into " + group + " groups");
        }
        SymbolicShape bias = in.has(2) ? in.shape(2) : null;
        if (bias != null) {
            boolean differs = bias.isFixed()
                    && w.dim(1).isFixed()
                    && !bias.equals(SymbolicShape.of(Math.multiplyExact(w.dim(1).sizeOrUnknown(), group)));
            if (bias.rank() != 1 || differs) {
                throw in.fail("expected a bias of one element per output channel, " + group + " times " + w.dim(1)
                        + ", found " + bias);
            }
        }
    }

    private Dim output(Inference in, int axis, Dim size, SymbolicShape w) {
        Dim kernel = w.dim(axis + 2);
        if (!kernelShape.isEmpty() && kernel.isFixed() && !kernel.is(kernelShape.get(axis))) {
            throw in.fail("kernel_shape " + kernelShape + " contradicts the weights " + w);
        }
        if (kernel.isFixed() && (kernel.is(0) || kernel.sizeOrUnknown() > Integer.MAX_VALUE)) {
            throw in.fail("expected a kernel of 1 to " + Integer.MAX_VALUE + " taps along each axis, found " + w);
        }
        if (!outputShape.isEmpty()) {
            return Dim.of(outputShape.get(axis));
        }
        if (size.isFixed() && size.sizeOrUnknown() > Integer.MAX_VALUE) {
            throw in.fail("cannot spread axis " + (axis + 2) + " of size " + size + " over windows");
        }
        long stride = strides.isEmpty() ? 1 : strides.get(axis);
        if (Windows.isSame(autoPad)) {
            return size.times(Dim.of(stride));
        }
        if (!kernel.isFixed()) {
            return in.unknownDim(0, axis + 2);
        }
        long dilation = dilations.isEmpty() ? 1 : dilations.get(axis);
        long more = (outputPadding.isEmpty() ? 0 : outputPadding.get(axis))
                + (kernel.sizeOrUnknown() - 1) * dilation
                + 1
                - stride;
        if (autoPad == AutoPad.NOTSET && !pads.isEmpty()) {
            more -= pads.get(axis) + pads.get(axis + w.rank() - 2);
        }
        if (size.isFixed() && size.sizeOrUnknown() * stride < -more) {
            throw in.fail("padding " + pads + " leaves nothing of axis " + (axis + 2) + ": "
                    + (size.sizeOrUnknown() * stride + more) + " elements");
        }
        return size.times(Dim.of(stride)).plus(more);
    }

    /**
     * The convolution that this is the transpose of: its inputs are Y's spatial sizes, its outputs X's.
     */
    public ConvGeometry geometry(Shape x, Shape w, Shape y) {
        int rank = x.rank() - 2;
        long[] inputs = new long[rank];
        long[] outputs = new long[rank];
        long[] kernel = new long[rank];
        long[] stride = new long[rank];
        long[] dilation = new long[rank];
        long[] begin = new long[rank];
        long[] end = new long[rank];
        for (int i = 0; i < rank; i++) {
            inputs[i] = y.dim(i + 2);
            outputs[i] = x.dim(i + 2);
            kernel[i] = w.dim(i + 2);
            stride[i] = strides.isEmpty() ? 1 : strides.get(i);
            dilation[i] = dilations.isEmpty() ? 1 : dilations.get(i);
            if (!outputShape.isEmpty() || Windows.isSame(autoPad)) {
                long full = stride[i] * (outputs[i] - 1)
                        + (outputPadding.isEmpty() ? 0 : outputPadding.get(i))
                        + (kernel[i] - 1) * dilation[i]
                        + 1;
                long total = Math.max(0, full - inputs[i]);
                begin[i] = autoPad == AutoPad.SAME_UPPER ? total / 2 : total - total / 2;
                end[i] = total - begin[i];
            } else if (autoPad == AutoPad.NOTSET && !pads.isEmpty()) {
                begin[i] = pads.get(i);
                end[i] = pads.get(i + rank);
            }
        }
        return new ConvGeometry(inputs, kernel, stride, dilation, begin, end, outputs);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        Shape xs = in.shape(0);
        Shape ws = in.shape(1);
        double[] x = in.tensor(0).toDoubles();
        double[] w = in.tensor(1).toDoubles();
        double[] sums = new double[Math.toIntExact(y.elements())];
        ConvGeometry geometry = geometry(xs, ws, y.shape());
        int windows = Math.toIntExact(geometry.outputSize());
        int plane = Math.toIntExact(geometry.inputSize());
        int taps = Math.toIntExact(geometry.kernelSize());
        int channels = (int) xs.dim(1);
        int perGroup = (int) ws.dim(1);
        long made = perGroup * group;
        if (windows > 0) {
            WindowWalk walk = new WindowWalk(geometry);
            for (int o = 0; o < windows; o++) {
                for (int n = 0; n < xs.dim(0); n++) {
                    in.deadline().check();
                    for (int c = 0; c < channels; c++) {
                        double value = x[(n * channels + c) * windows + o];
                        int to = (int) ((n * made + c / (channels / group) * perGroup) * plane);
                        for (int m = 0; m < perGroup; m++) {
                            scatter(walk, value, w, (c * perGroup + m) * taps, sums, to + m * plane);
                        }
                    }
                }
                walk.next();
            }
        }
        for (int i = 0; i < sums.length; i++) {
            y.setDouble(i, in.has(2) ? sums[i] + in.tensor(2).doubleAt(i / plane % made) : sums[i]);
        }
        return List.of(y);
    }

    private static void scatter(WindowWalk walk, double value, double[] w, int from, double[] sums, int to) {
        for (int i = 0; i < walk.size(); i++) {
            sums[to + walk.offset(i)] += value * w[from + walk.tap(i)];
        }
    }
}
