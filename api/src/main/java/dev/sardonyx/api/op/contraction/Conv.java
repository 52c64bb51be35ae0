package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The convolution of X[N, C, spatial...] with W[M, C/group, kernel...], plus B[M] where given, as {@link
 * ConvolutionOperator} defines it. Padding is multiplied as zeros, so an infinite weight over it gives NaN. No
 * channels give B or zeros. Source: ONNX Conv-22.
 *
 * @param autoPad how padding is found
 * @param dilations distance between taps per axis; empty for 1
 * @param group number of groups that channels are divided into
 * @param kernelShape sizes of the window per axis; empty to take them from W
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record Conv(
        AutoPad autoPad, List<Long> dilations, long group, List<Long> kernelShape, List<Long> pads, List<Long> strides)
        implements ConvolutionOperator {
    private static final Signature SIGNATURE = Signature.of("Conv")
            .input("X", "T")
            .input("W", "T")
            .optional("B", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public Conv {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        Windows.check(kernelShape, strides, dilations, pads);
        ConvolutionOperator.checkGroup(group);
    }

    /** Stride 1, no padding, one group. */
    public Conv() {
        this(List.of(), List.of());
    }

    /** One group, no dilation. */
    public Conv(List<Long> strides, List<Long> pads) {
        this(AutoPad.NOTSET, List.of(), 1, List.of(), pads, strides);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape y = inferShape(in);
        SymbolicShape bias = in.has(2) ? in.shape(2) : null;
        if (bias != null) {
            boolean wrong = bias.rank() != 1
                    || (y != null
                            && bias.isFixed()
                            && y.dim(1).isFixed()
                            && !bias.dim(0).equals(y.dim(1)));
            if (wrong) {
                throw in.fail("expected a bias of one element per output channel of " + y + ", found " + bias);
            }
        }
        return List.of(new TensorType(in.elementType(0), y));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor w = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        double[] bias = in.has(2)
                ? in.tensor(2).toDoubles()
                : new double[Math.toIntExact(w.shape().dim(0))];
        ConvGeometry geometry = geometry(x.shape(), w.shape());
        long positions = geometry.outputSize();
        Convolution.run(
                in,
                geometry,
                group,
                x.toDoubles(),
                x.shape(),
                w.toDoubles(),
                w.shape(),
                (n, m, position, sum) -> y.setDouble((n * bias.length + m) * positions + position, sum + bias[m]));
        return List.of(y);
    }
}
