package dev.sardonyx.api.op.contraction;

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
 * A convolution whose taps lie at places of their own: tap k of window o is moved by offset[n, (d K + k) r + axis, o]
 * along each of r axes, X is interpolated linearly there (zero outside), and mask[n, d K + k, o] weighs it, where d is
 * the offset group of the channel and K the number of taps. Plus B[M] where given. Source: ONNX DeformConv-22.
 *
 * @param dilations distance between taps per axis; empty for 1
 * @param group number of groups that channels are divided into
 * @param kernelShape sizes of the window per axis; empty to take them from W
 * @param offsetGroup number of groups of input channels that share offsets
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record DeformConv(
        List<Long> dilations, long group, List<Long> kernelShape, long offsetGroup, List<Long> pads, List<Long> strides)
        implements ConvolutionOperator {
    private static final Signature SIGNATURE = Signature.of("DeformConv")
            .input("X", "T")
            .input("W", "T")
            .input("offset", "T")
            .optional("B", "T")
            .optional("mask", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public DeformConv {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        Windows.check(kernelShape, strides, dilations, pads);
        ConvolutionOperator.checkGroup(group);
        ConvolutionOperator.checkGroup(offsetGroup);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public AutoPad autoPad() {
        return AutoPad.NOTSET;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape y = inferShape(in);
        SymbolicShape x = in.shape(0);
        SymbolicShape w = in.shape(1);
        if (y != null && x != null && w != null) {
            if (x.dim(1).isFixed() && x.dim(1).sizeOrUnknown() % offsetGroup != 0) {
                throw in.fail("the " + x.dim(1) + " channels do not divide into " + offsetGroup + " offset groups");
            }
            Dim rows = Dim.of(offsetGroup);
            for (Dim tap : w.dims().subList(2, w.rank())) {
                rows = rows.isFixed() && rows.sizeOrUnknown() > Integer.MAX_VALUE ? rows : rows.times(tap);
            }
            requirePlaces(in, 2, "offset", x.dim(0), rows.times(Dim.of(x.rank() - 2)), y);
            requirePlaces(in, 4, "mask", x.dim(0), rows, y);
            SymbolicShape bias = in.has(3) ? in.shape(3) : null;
            boolean fits = bias == null
                    || (bias.rank() == 1
                            && (!bias.isFixed()
                                    || !y.dim(1).isFixed()
                                    || bias.dim(0).equals(y.dim(1))));
            if (!fits) {
                throw in.fail("B: expected one element for each channel of " + y + ", found " + bias);
            }
        }
        return List.of(new TensorType(in.elementType(0), y));
    }

    private static void requirePlaces(Inference in, int i, String name, Dim batch, Dim rows, SymbolicShape y) {
        SymbolicShape found = in.has(i) ? in.shape(i) : null;
        if (found == null) {
            return;
        }
        boolean fits = found.rank() == y.rank();
        for (int axis = 0; fits && axis < y.rank(); axis++) {
            Dim expected = axis == 0 ? batch : axis == 1 ? rows : y.dim(axis);
            fits = !expected.isFixed() || !found.dim(axis).isFixed() || expected.equals(found.dim(axis));
        }
        if (!fits) {
            throw in.fail(
                    name + ": expected [" + batch + ", " + rows + "] and the places of " + y + ", found " + found);
        }
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        Shape xs = in.shape(0);
        Shape ws = in.shape(1);
        ConvGeometry geometry = geometry(xs, ws);
        int channels = Math.toIntExact(xs.dim(1));
        int taps = Math.toIntExact(geometry.kernelSize());
        int windows = Math.toIntExact(geometry.outputSize());
        int made = Math.toIntExact(ws.dim(0));
        int width = Math.toIntExact(ws.dim(1)) * taps;
        double[] w = in.tensor(1).toDoubles();
        DeformedTaps deformed = new DeformedTaps(in, geometry, Math.toIntExact(channels / offsetGroup), taps);
        for (int n = 0; n < xs.dim(0); n++) {
            for (int o = 0; o < windows; o++) {
                in.deadline().check();
                double[] column = deformed.column(n, o);
                for (int m = 0; m < made; m++) {
                    int from = (int) (m / (made / group)) * width;
                    double sum = in.has(3) ? in.tensor(3).doubleAt(m) : 0;
                    for (int i = 0; i < width; i++) {
                        sum += w[m * width + i] * column[from + i];
                    }
                    y.setDouble(((long) n * made + m) * windows + o, sum);
                }
            }
        }
        return List.of(y);
    }
}
