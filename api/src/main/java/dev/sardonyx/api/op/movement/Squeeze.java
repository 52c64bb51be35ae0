package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops the dimensions that input {@code axes} names, which must be 1; all that are 1 where it is omitted.
 * Source: ONNX Squeeze-25. Exact.
 */
public record Squeeze() implements RelabelOperator {
    private static final Signature SIGNATURE = Signature.of("Squeeze")
            .input("data", "T")
            .optionalHostInput("axes", "I")
            .output("squeezed", "T")
            .where("I", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        SymbolicShape result = shape == null ? null : in.has(1) ? listed(in, shape) : all(shape);
        return List.of(new TensorType(in.elementType(0), result));
    }

    private static @Nullable SymbolicShape all(SymbolicShape shape) {
        List<Dim> dims = new ArrayList<>(shape.dims());
        dims.removeIf(dim -> dim.is(1));
        return shape.isFixed() ? new SymbolicShape(dims) : null;
    }

    private static @Nullable SymbolicShape listed(Inference in, SymbolicShape shape) {
        long[] axes = HostValues.list(in, 1);
        if (axes == null) {
            int count = HostValues.count(in, 1);
            if (count > shape.rank()) {
                throw in.fail("cannot squeeze " + count + " dimensions of " + shape);
            }
            return count < 0 ? null : DimMath.unknownShape(in, 0, shape.rank() - count);
        }
        List<Integer> dropped = Axes.normalize(in, axes, shape.rank());
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (!dropped.contains(i)) {
                dims.add(shape.dim(i));
            } else if (shape.dim(i).isFixed() && !shape.dim(i).is(1)) {
                throw in.fail("cannot squeeze axis " + i + " of " + shape + ": expected dimension 1");
            }
        }
        return new SymbolicShape(dims);
    }
}
