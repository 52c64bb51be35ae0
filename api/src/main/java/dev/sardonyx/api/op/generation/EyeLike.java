package dev.sardonyx.api.op.generation;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of the input's shape with ones on diagonal {@code k} and zeros elsewhere. Source: ONNX EyeLike-22,
 * numpy.eye. Exact.
 *
 * @param dtype the type of the result, or null for the input's
 * @param k which diagonal: 0 the main one, above it positive, below it negative
 */
public record EyeLike(@Nullable ElementType dtype, long k) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("EyeLike")
            .input("input", "T1")
            .output("output", "T2")
            .where("T1", Types.NUMERIC_OR_BOOL)
            .build();

    public EyeLike {
        if (dtype != null && !Types.NUMERIC_OR_BOOL.contains(dtype)) {
            throw new dev.sardonyx.api.ModelInvalidException(
                    "dtype must be one of " + Types.NUMERIC_OR_BOOL + ", found " + dtype);
        }
    }

    /** The input's type, the main diagonal. */
    public EyeLike() {
        this(null, 0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape != null && shape.rank() != 2) {
            throw in.fail("expected a matrix, found shape " + shape);
        }
        SymbolicShape result = shape == null ? DimMath.unknownShape(in, 0, 2) : shape;
        return List.of(new TensorType(dtype == null ? in.elementType(0) : dtype, result));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        long rows = y.shape().dim(0);
        long columns = y.shape().dim(1);
        if (k < columns && k > -rows) {
            for (long row = Math.max(0, -k); row < rows && row + k < columns; row++) {
                y.setDouble(row * columns + row + k, 1);
            }
        }
        return List.of(y);
    }
}
