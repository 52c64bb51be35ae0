package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Abs;
import java.util.List;

/**
 * The sum of absolute values along axes; 0 of no elements. Source: ONNX ReduceL1-18.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceL1(boolean keepDims, boolean noopWithEmptyAxes) implements ComposedReduction {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceL1", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceL1() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref axes = d.has(1) ? d.input(1) : null;
        Ref sizes = d.emit(new Abs(), d.input(0));
        return List.of(d.emit(new ReduceSum(keepDims, noopWithEmptyAxes), sizes, axes));
    }
}
