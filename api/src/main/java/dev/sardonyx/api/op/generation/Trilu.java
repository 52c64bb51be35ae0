package dev.sardonyx.api.op.generation;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The upper or lower triangle of each matrix in the last two dimensions, with diagonal {@code k}; zeros
 * elsewhere. Source: ONNX Trilu-14, numpy.triu and numpy.tril. Exact.
 *
 * @param upper whether the elements on and above the diagonal are kept, not those on and below it
 */
public record Trilu(boolean upper) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Trilu")
            .input("input", "T")
            .optionalHostInput("k", "I")
            .output("output", "T")
            .where("I", Types.INT64)
            .build();

    /** Upper triangles. */
    public Trilu() {
        this(true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape != null && shape.rank() < 2) {
            throw in.fail("expected one or more matrices, found shape " + shape);
        }
        if (in.has(1)) {
            HostValues.requireSingle(in, 1);
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        int rank = x.shape().rank();
        long rows = x.shape().dim(rank - 2);
        long columns = x.shape().dim(rank - 1);
        // Beyond the matrix all diagonals are alike.
        long k = in.has(1) ? Math.clamp(in.tensor(1).longAt(0), -rows - 1, columns + 1) : 0;
        long total = columns == 0 ? 0 : x.elements() / columns;
        for (long row = 0; row < total; row++) {
            in.deadline().check();
            long diagonal = Math.clamp(row % rows + k + (upper ? 0 : 1), 0, columns);
            long first = upper ? diagonal : 0;
            long end = upper ? columns : diagonal;
            ElementCopy.run(x, row * columns + first, y, row * columns + first, end - first);
        }
        return List.of(y);
    }
}
