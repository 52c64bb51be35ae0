package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The input as a matrix: dimensions before {@code axis} become the rows, the rest the columns; none give 1.
 * Source: ONNX Flatten-25. Exact.
 *
 * @param axis from -rank to rank, both included
 */
public record Flatten(long axis) implements RelabelOperator {
    private static final Signature SIGNATURE =
            Signature.of("Flatten").input("input", "T").output("output", "T").build();

    /** One row per entry of the first dimension. */
    public Flatten() {
        this(1);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(new TensorType(in.elementType(0), DimMath.unknownShape(in, 0, 2)));
        }
        int rank = shape.rank();
        int at = axis == rank ? rank : Axes.normalize(in, axis, rank);
        Dim rows = DimMath.product(in, shape.dims().subList(0, at));
        Dim columns = DimMath.product(in, shape.dims().subList(at, rank));
        return List.of(new TensorType(in.elementType(0), SymbolicShape.of(rows, columns)));
    }
}
