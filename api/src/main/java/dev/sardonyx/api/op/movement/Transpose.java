package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
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
 * Dimension i of the result is dimension perm[i] of the input. Source: ONNX Transpose-25. Exact.
 *
 * @param perm a permutation of 0 to rank-1, or null to reverse the dimensions
 */
public record Transpose(@Nullable List<Long> perm) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Transpose")
            .input("data", "T")
            .output("transposed", "T")
            .build();

    public Transpose {
        if (perm != null) {
            perm = List.copyOf(perm);
            boolean[] seen = new boolean[perm.size()];
            for (long axis : perm) {
                if (axis < 0 || axis >= seen.length || seen[(int) axis]) {
                    throw new ModelInvalidException(
                            "perm must be a permutation of 0 to " + (seen.length - 1) + ", found " + perm);
                }
                seen[(int) axis] = true;
            }
        }
    }

    /** Reverses the dimensions. */
    public Transpose() {
        this(null);
    }

    /** Moves dimension {@code perm[i]} to place i. */
    public static Transpose of(long... perm) {
        return new Transpose(java.util.Arrays.stream(perm).boxed().toList());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    /** The input's axis for each axis of the result. */
    public int[] axes(int rank) {
        int[] axes = new int[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = perm == null ? rank - 1 - i : perm.get(i).intValue();
        }
        return axes;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(in.tensor(0));
        }
        if (perm != null && perm.size() != shape.rank()) {
            throw in.fail("perm " + perm + " has " + perm.size() + " entries, the input's shape is " + shape);
        }
        List<Dim> dims = new ArrayList<>();
        for (int axis : axes(shape.rank())) {
            dims.add(shape.dim(axis));
        }
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        long[] own = x.shape().strides();
        int[] axes = axes(own.length);
        long[] strides = new long[own.length];
        for (int i = 0; i < axes.length; i++) {
            strides[i] = own[axes[i]];
        }
        ElementCopy.region(in.deadline(), x, 0, strides, y, 0, y.shape().strides(), y.shape());
        return List.of(y);
    }
}
