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
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts dimensions of size 1, so that the result has them at {@code axes}, which count in the result.
 * Source: ONNX Unsqueeze-25. Exact.
 */
public record Unsqueeze() implements RelabelOperator {
    private static final Signature SIGNATURE = Signature.of("Unsqueeze")
            .input("data", "T")
            .hostInput("axes", "I")
            .output("expanded", "T")
            .where("I", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), shape(in)));
    }

    private static @Nullable SymbolicShape shape(Inference in) {
        SymbolicShape shape = in.shape(0);
        int count = HostValues.count(in, 1);
        if (shape == null || count < 0) {
            return null;
        }
        int rank = shape.rank() + count;
        long[] axes = HostValues.list(in, 1);
        if (axes == null) {
            return DimMath.unknownShape(in, 0, rank);
        }
        List<Integer> inserted = Axes.normalize(in, axes, rank);
        Iterator<Dim> rest = shape.dims().iterator();
        List<Dim> dims = new ArrayList<>(rank);
        for (int i = 0; i < rank; i++) {
            dims.add(inserted.contains(i) ? Dim.of(1) : rest.next());
        }
        return new SymbolicShape(dims);
    }
}
