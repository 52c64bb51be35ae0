package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product along axes; 1 of no elements, integers wrap. Source: ONNX ReduceProd-18. Numerics: any order of
 * multiplication is allowed.
 *
 * @param keepDims whether reduced dimensions stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean no reduction
 */
public record ReduceProd(boolean keepDims, boolean noopWithEmptyAxes) implements ReduceOperator {
    private static final Signature SIGNATURE = ReduceOperator.signature("ReduceProd", Types.NUMERIC);

    /** Keeps reduced dimensions; no axes mean all. */
    public ReduceProd() {
        this(true, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        List<Dim> dims = in.dims(0);
        SymbolicShape shape = in.shape(0);
        long[] axes = in.has(1) ? HostValues.list(in, 1) : new long[0];
        if (dims == null || shape == null || shape.rank() != 1 || axes == null) {
            return null;
        }
        return reduced(1, axes)[0] ? List.of(DimMath.product(in, dims)) : dims;
    }

    @Override
    public Kind kind() {
        return Kind.PROD;
    }
}
