package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The convolution of x - x_zero_point with w - w_zero_point, 8-bit integers, as {@link ConvolutionOperator}
 * defines it, in INT32. x_zero_point is one number, w_zero_point one number or one per output channel; both
 * are 0 where omitted. Padding has the value of the zero point. Exact; sums wrap. Source: ONNX ConvInteger-10.
 *
 * @param autoPad how padding is found
 * @param dilations distance between taps per axis; empty for 1
 * @param group number of groups that channels are divided into
 * @param kernelShape sizes of the window per axis; empty to take them from w
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record ConvInteger(
        AutoPad autoPad, List<Long> dilations, long group, List<Long> kernelShape, List<Long> pads, List<Long> strides)
        implements ConvolutionOperator {
    private static final Signature SIGNATURE = Signature.of("ConvInteger")
            .input("x", "T1")
            .input("w", "T2")
            .optional("x_zero_point", "T1")
            .optional("w_zero_point", "T2")
            .output("y", "T3")
            .where("T1", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T2", Types.of(ElementType.INT8, ElementType.UINT8))
            .where("T3", Types.of(ElementType.INT32))
            .build();

    public ConvInteger {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        Windows.check(kernelShape, strides, dilations, pads);
        ConvolutionOperator.checkGroup(group);
    }

    /** One group, no dilation. */
    public ConvInteger(List<Long> strides, List<Long> pads) {
        this(AutoPad.NOTSET, List.of(), 1, List.of(), pads, strides);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape y = inferShape(in);
        SymbolicShape xZero = in.has(2) ? in.shape(2) : null;
        if (xZero != null && !isSingle(xZero)) {
            throw in.fail("x_zero_point: expected one number, found " + xZero);
        }
        SymbolicShape wZero = in.has(3) ? in.shape(3) : null;
        boolean perChannel = wZero != null
                && wZero.rank() == 1
                && (y == null
                        || !wZero.isFixed()
                        || !y.dim(1).isFixed()
                        || wZero.dim(0).equals(y.dim(1)));
        if (wZero != null && !isSingle(wZero) && !perChannel) {
            throw in.fail("w_zero_point: expected one number, or one per output channel of " + y + ", found " + wZero);
        }
        return List.of(new TensorType(ElementType.INT32, y));
    }

    private static boolean isSingle(SymbolicShape shape) {
        return shape.rank() == 0 || (shape.rank() == 1 && (shape.dim(0).is(1) || !shape.isFixed()));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor w = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        double[] xs = x.toDoubles();
        double[] ws = w.toDoubles();
        if (in.has(2)) {
            subtract(xs, in.tensor(2), 1);
        }
        if (in.has(3)) {
            subtract(ws, in.tensor(3), w.shape().dim(0));
        }
        ConvGeometry geometry = geometry(x.shape(), w.shape());
        long positions = geometry.outputSize();
        long channels = w.shape().dim(0);
        Convolution.run(
                in,
                geometry,
                group,
                xs,
                x.shape(),
                ws,
                w.shape(),
                (n, m, position, sum) -> y.setLong(
                        (n * channels + m) * positions + position, (long) sum)); // integers below 2^53 are exact
        return List.of(y);
    }

    /** Subtracts one zero point from everything, or one from each of {@code rows}. */
    private static void subtract(double[] values, Tensor zero, long rows) {
        boolean single = zero.elements() == 1;
        int row = rows == 0 ? 0 : (int) (values.length / rows);
        for (int i = 0; i < values.length; i++) {
            values[i] -= zero.doubleAt(single ? 0 : i / row);
        }
    }
}
