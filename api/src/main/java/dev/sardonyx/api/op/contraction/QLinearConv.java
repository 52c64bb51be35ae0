package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * y = saturate(round((conv(x - x_zero_point, w - w_zero_point) + B) * x_scale * w_scale / y_scale) + y_zero_point),
 * with the convolution of {@link ConvInteger}. Parameters of w are one number or one per output channel. Sums are
 * exact in INT32; the rest is float32, halves round to even. Source: ONNX QLinearConv-10.
 *
 * @param autoPad how padding is found
 * @param dilations distance between taps per axis; empty for 1
 * @param group number of groups that channels are divided into
 * @param kernelShape sizes of the window per axis; empty to take them from w
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record QLinearConv(
        AutoPad autoPad, List<Long> dilations, long group, List<Long> kernelShape, List<Long> pads, List<Long> strides)
        implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("QLinearConv")
            .input("x", "T1")
            .input("x_scale", "TS")
            .input("x_zero_point", "T1")
            .input("w", "T2")
            .input("w_scale", "TS")
            .input("w_zero_point", "T2")
            .input("y_scale", "TS")
            .input("y_zero_point", "T3")
            .optional("B", "T4")
            .output("y", "T3")
            .where("T1", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T2", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T3", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T4", Types.of(ElementType.INT32))
            .where("TS", Types.of(ElementType.FLOAT))
            .build();

    public QLinearConv {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        Windows.check(kernelShape, strides, dilations, pads);
        ConvolutionOperator.checkGroup(group);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    /** The convolution of the integers. */
    public ConvInteger integers() {
        return new ConvInteger(autoPad, dilations, group, kernelShape, pads, strides);
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape y = integers().inferShape(in, in.shape(0), in.shape(3));
        SymbolicShape bias = in.has(8) ? in.shape(8) : null;
        if (bias != null && (bias.rank() != 1 || (y != null && differs(bias, y)))) {
            throw in.fail("B: expected one element for each output channel of " + y + ", found " + bias);
        }
        return List.of(new TensorType(in.elementType(7), y));
    }

    private static boolean differs(SymbolicShape bias, SymbolicShape y) {
        return bias.isFixed() && y.dim(1).isFixed() && !bias.dim(0).equals(y.dim(1));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        int rank = d.input(0).rank();
        Ref sum = d.emit(integers(), d.input(0), d.input(3), d.input(2), d.input(5));
        if (d.has(8)) {
            sum = d.emit(new Add(), sum, perChannel(d, d.input(8), rank));
        }
        Ref scale = d.emit(new Mul(), perChannel(d, d.input(1), rank), perChannel(d, d.input(4), rank));
        return List.of(ZeroPoints.requantize(d, sum, scale, d.input(6), d.input(7)));
    }

    private static Ref perChannel(Decomposition d, Ref parameter, int rank) {
        return parameter.rank() != 1
                ? parameter
                : d.emit(
                        new Unsqueeze(),
                        parameter,
                        d.int64(LongStream.range(1, rank - 1).toArray()));
    }
}
