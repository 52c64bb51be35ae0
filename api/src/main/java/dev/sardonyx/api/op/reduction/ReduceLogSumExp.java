package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Exp;
import dev.sardonyx.api.op.elementwise.Log;
import dev.sardonyx.api.op.elementwise.Max;
import dev.sardonyx.api.op.elementwise.Min;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * The logarithm of the sum of exponentials along axes; minus infinity of no elements. The largest element is
 * taken out before, so that nothing overflows that has a finite result. Source: ONNX ReduceLogSumExp-18. Narrow
 * floats are computed as FLOAT, integers as DOUBLE and truncated.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceLogSumExp(boolean keepDims, boolean noopWithEmptyAxes) implements ComposedReduction {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceLogSumExp", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceLogSumExp() {
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
        // An infinite maximum would give infinity minus infinity, so the largest finite number stands in for it.
        double finite = x.value().elementType() == ElementType.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
        Ref low = d.scalar(x.value().elementType(), -finite);
        Ref high = d.scalar(x.value().elementType(), finite);
        Ref largest = d.emit(new ReduceMax(true, noopWithEmptyAxes), x.value(), axes);
        Ref pivot = d.emit(new Min(), d.emit(new Max(), largest, low), high);
        Ref powers = d.emit(new Exp(), d.emit(new Sub(), x.value(), pivot));
        Ref sum = d.emit(new ReduceSum(true, noopWithEmptyAxes), powers, axes);
        Ref result = d.emit(new Add(), d.emit(new Log(), sum), pivot);
        // Without a dimension to keep, one element per result is left: dropping dimensions is a sum of one.
        Ref dropped = keepDims ? result : d.emit(new ReduceSum(false, noopWithEmptyAxes), result, axes);
        return List.of(x.narrow(d, dropped));
    }
}
