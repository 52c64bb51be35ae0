package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.ShapeReader;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of the input from {@code start} to {@code end}, which count from the end where negative and
 * are clamped to the rank. Source: ONNX Shape-25.
 *
 * @param start first dimension
 * @param end one past the last dimension, or null for the rank
 */
public record Shape(long start, @Nullable Long end) implements HostOperator, ShapeReader {
    private static final Signature SIGNATURE = Signature.of("Shape")
            .input("data", "T")
            .output("shape", "T1")
            .where("T", Types.ALL)
            .where("T1", Types.INT64)
            .build();

    /** All dimensions. */
    public Shape() {
        this(0, null);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        SymbolicShape result = shape == null
                ? SymbolicShape.of(in.unknownDim(0, 0))
                : SymbolicShape.of(Math.max(0, to(shape.rank()) - from(shape.rank())));
        return List.of(new TensorType(ElementType.INT64, result));
    }

    private int from(int rank) {
        return Math.clamp(start < 0 ? start + rank : start, 0, rank);
    }

    private int to(int rank) {
        long last = end == null ? rank : end;
        return Math.clamp(last < 0 ? last + rank : last, 0, rank);
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return null;
        }
        int from = from(shape.rank());
        return shape.dims().subList(from, Math.max(from, to(shape.rank())));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        long[] dims = in.shape(0).dims();
        int from = from(dims.length);
        return List.of(Tensor.ofInt64(Arrays.copyOfRange(dims, from, Math.max(from, to(dims.length)))));
    }
}
