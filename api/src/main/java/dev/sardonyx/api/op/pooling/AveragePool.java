package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.contraction.AutoPad;
import java.util.List;

/**
 * The mean of each window of X[N, C, spatial...]. Taps in the padding are left out of sum and number, or count
 * as zeros with {@code countIncludePad}; taps beyond the padding never count. A mean of nothing is NaN. Source:
 * ONNX AveragePool-22.
 *
 * @param autoPad how padding is found
 * @param ceilMode whether a last window may reach beyond the padding
 * @param countIncludePad whether padding counts
 * @param dilations distance between taps per axis; empty for 1
 * @param kernelShape sizes of the window per axis
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record AveragePool(
        AutoPad autoPad,
        boolean ceilMode,
        boolean countIncludePad,
        List<Long> dilations,
        List<Long> kernelShape,
        List<Long> pads,
        List<Long> strides)
        implements PoolOperator {
    private static final Signature SIGNATURE = Signature.of("AveragePool")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public AveragePool {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        PoolOperator.check(kernelShape, strides, dilations, pads);
    }

    /** Rounding down, no dilation, padding not counted. */
    public AveragePool(List<Long> kernelShape, List<Long> strides, List<Long> pads) {
        this(AutoPad.NOTSET, false, false, List.of(), kernelShape, pads, strides);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.AVERAGE;
    }
}
