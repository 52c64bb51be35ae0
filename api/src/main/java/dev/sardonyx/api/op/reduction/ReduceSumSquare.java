package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Mul;
import java.util.List;

/**
 * The sum of squares along axes; 0 of no elements. Source: ONNX ReduceSumSquare-18. Narrow floats are squared
 * and summed as FLOAT, so that only the result can overflow.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceSumSquare(boolean keepDims, boolean noopWithEmptyAxes) implements ComposedReduction {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceSumSquare", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceSumSquare() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref axes = d.has(1) ? d.input(1) : null;
        Ref input = d.input(0);
        Widened x = input.elementType().isFloating() ? Widened.of(d, input) : Widened.none(input);
        Ref squares = d.emit(new Mul(), x.value(), x.value());
        return List.of(x.narrow(d, d.emit(new ReduceSum(keepDims, noopWithEmptyAxes), squares, axes)));
    }
}
