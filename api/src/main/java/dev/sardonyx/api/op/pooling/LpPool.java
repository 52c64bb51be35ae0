package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.contraction.AutoPad;
import java.util.List;

/**
 * The p-norm of each window of X[N, C, spatial...]; padding counts as zeros. Source: ONNX LpPool-22.
 *
 * @param autoPad how padding is found
 * @param ceilMode whether a last window may reach beyond the padding
 * @param dilations distance between taps per axis; empty for 1
 * @param kernelShape sizes of the window per axis
 * @param p the exponent
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record LpPool(
        AutoPad autoPad,
        boolean ceilMode,
        List<Long> dilations,
        List<Long> kernelShape,
        long p,
        List<Long> pads,
        List<Long> strides)
        implements PoolOperator {
    private static final Signature SIGNATURE = Signature.of("LpPool")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public LpPool {
        dilations = List.copyOf(dilations);
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        PoolOperator.check(kernelShape, strides, dilations, pads);
        GlobalLpPool.checkExponent(p);
    }

    /** The Euclidean norm, rounding down, no dilation. */
    public LpPool(List<Long> kernelShape, List<Long> strides, List<Long> pads) {
        this(AutoPad.NOTSET, false, List.of(), kernelShape, 2, pads, strides);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.LP;
    }
}
