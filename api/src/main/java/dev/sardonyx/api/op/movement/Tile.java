package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The input repeated {@code repeats[i]} times along each axis i; zero times gives an empty result. Source:
 * ONNX Tile-13, numpy.tile. Exact.
 */
public record Tile() implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Tile")
            .input("input", "T")
            .hostInput("repeats", "T1")
            .output("output", "T")
            .where("T1", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        return List.of(new TensorType(in.elementType(0), shape == null ? null : tiled(in, shape)));
    }

    private static SymbolicShape tiled(Inference in, SymbolicShape shape) {
        int count = HostValues.count(in, 1);
        if (count >= 0 && count != shape.rank()) {
            throw in.fail("repeats must have one entry per dimension of " + shape + ", found " + count);
        }
        long[] numbers = HostValues.list(in, 1);
        if (numbers != null) {
            for (long repeat : numbers) {
                if (repeat < 0) {
                    throw in.fail("repeats must not be negative, found " + repeat);
                }
            }
        }
        List<Dim> repeats = in.dims(1);
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            dims.add(repeats == null ? in.unknownDim(0, i) : DimMath.times(in, shape.dim(i), repeats.get(i)));
        }
        return new SymbolicShape(dims);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        if (y.elements() > 0) {
            int[][] maps = new int[x.shape().rank()][];
            for (int axis = 0; axis < maps.length; axis++) {
                int dim = Math.toIntExact(x.shape().dim(axis));
                maps[axis] = new int[Math.toIntExact(y.shape().dim(axis))];
                java.util.Arrays.setAll(maps[axis], i -> i % dim);
            }
            AxisMaps.copy(in.deadline(), x, y, maps);
        }
        return List.of(y);
    }
}
