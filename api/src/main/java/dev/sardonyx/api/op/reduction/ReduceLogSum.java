package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Log;
import java.util.List;

/**
 * The logarithm of the sum along axes; minus infinity of no elements. Source: ONNX ReduceLogSum-18. Integers
 * are summed as floats, the result is truncated.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceLogSum(boolean keepDims, boolean noopWithEmptyAxes) implements ComposedReduction {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceLogSum", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceLogSum() {
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
        Ref sum = d.emit(new ReduceSum(keepDims, noopWithEmptyAxes), x.value(), axes);
        return List.of(x.narrow(d, d.emit(new Log(), sum)));
    }
}
