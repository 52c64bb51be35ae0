package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs one after the other along {@code axis}; their other dimensions are equal. Source: ONNX
 * Concat-13. Exact.
 */
public record Concat(long axis) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Concat")
            .variadic("inputs", "T", 1)
            .output("concat_result", "T")
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape result = null;
        for (int i = 0; i < in.inputCount(); i++) {
            SymbolicShape next = in.shape(i);
            if (next != null) {
                result = result == null ? next : merge(in, result, next);
            }
        }
        if (result == null) {
            return List.of(new TensorType(in.elementType(0), null));
        }
        int at = Axes.normalize(in, axis, result.rank());
        Dim sum = Dim.of(0);
        for (int i = 0; i < in.inputCount() && sum != null; i++) {
            SymbolicShape next = in.shape(i);
            sum = next == null ? null : DimMath.plus(in, sum, next.dim(at));
        }
        List<Dim> dims = new ArrayList<>(result.dims());
        dims.set(at, sum == null ? in.unknownDim(0, at) : sum);
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    private SymbolicShape merge(Inference in, SymbolicShape a, SymbolicShape b) {
        if (a.rank() != b.rank()) {
            throw in.fail("the inputs of a concatenation must have equal ranks, found " + a + " and " + b);
        }
        int at = Axes.normalize(in, axis, a.rank());
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < a.rank(); i++) {
            if (i != at && DimMath.differ(a.dim(i), b.dim(i))) {
                throw in.fail("cannot concatenate " + a + " and " + b + " along axis " + at + ": dimension " + i
                        + " differs");
            }
            dims.add(DimMath.better(a.dim(i), b.dim(i)));
        }
        return new SymbolicShape(dims);
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        List<Dim> all = new ArrayList<>();
        for (int i = 0; i < in.inputCount(); i++) {
            List<Dim> part = in.dims(i);
            SymbolicShape shape = in.shape(i);
            if (part == null || shape == null || shape.rank() != 1) {
                return null;
            }
            all.addAll(part);
        }
        return all;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        int at = Axes.normalize(axis, y.shape().rank());
        long rows = y.shape().elements(0, at);
        long length = y.shape().elements(at, y.shape().rank());
        long offset = 0;
        for (int i = 0; i < in.inputCount(); i++) {
            Tensor x = in.tensor(i);
            long part = x.shape().elements(at, x.shape().rank());
            ElementCopy.rows(in.deadline(), x, 0, part, y, offset, length, rows, part);
            offset += part;
        }
        return List.of(y);
    }
}
