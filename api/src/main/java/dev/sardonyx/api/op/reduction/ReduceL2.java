package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sqrt;
import java.util.List;

/**
 * The square root of the sum of squares along axes; 0 of no elements. Source: ONNX ReduceL2-18. Narrow floats
 * are computed as FLOAT, integers as DOUBLE and truncated.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceL2(boolean keepDims, boolean noopWithEmptyAxes) implements ComposedReduction {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceL2", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceL2() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref axes = d.has(1) ? d.input(1) : null;
        Widened x = Widened.of(d, d.input(0));
        Ref squares = d.emit(new Mul(), x.value(), x.value());
        Ref sum = d.emit(new ReduceSum(keepDims, noopWithEmptyAxes), squares, axes);
        return List.of(x.narrow(d, d.emit(new Sqrt(), sum)));
    }
}
