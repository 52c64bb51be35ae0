package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of {@code data} where, for each place p of {@code indices} without its last dimension, the block
 * data[indices[p]..] meets updates[p]. Source: ONNX ScatterND-18. Exact but for sums and products of floats,
 * which round at each update.
 */
public record ScatterND(ScatterReduction reduction) implements ScatterOperator {
    private static final Signature SIGNATURE = Signature.of("ScatterND")
            .input("data", "T")
            .input("indices", "I")
            .input("updates", "T")
            .output("output", "T")
            .where("I", Types.INT64)
            .build();

    /** Replaces blocks. */
    public ScatterND() {
        this(ScatterReduction.NONE);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public void check(Inference in) {
        SymbolicShape data = in.shape(0);
        SymbolicShape indices = in.shape(1);
        SymbolicShape updates = in.shape(2);
        if (data == null || indices == null) {
            return;
        }
        if (data.rank() == 0 || indices.rank() == 0) {
            throw in.fail("data and indices must not be scalars, found " + data + " and " + indices);
        }
        int last = indices.rank() - 1;
        long tuple = indices.dim(last).sizeOrUnknown();
        if (tuple > data.rank()) {
            throw in.fail("the last dimension of indices must be at most " + data.rank() + ", found " + tuple);
        }
        if (tuple < 0 || updates == null) {
            return;
        }
        List<Dim> expected = new ArrayList<>(indices.dims().subList(0, last));
        expected.addAll(data.dims().subList((int) tuple, data.rank()));
        boolean equal = expected.size() == updates.rank();
        for (int i = 0; equal && i < expected.size(); i++) {
            equal = !DimMath.differ(expected.get(i), updates.dim(i));
        }
        if (!equal) {
            throw in.fail("updates: expected shape " + new SymbolicShape(expected) + ", found " + updates);
        }
    }

    @Override
    public void scatter(Evaluation in, Tensor y) {
        Tensor indices = in.tensor(1);
        Tensor updates = in.tensor(2);
        Shape shape = y.shape();
        int tuple = (int) indices.shape().dim(indices.shape().rank() - 1);
        long count = indices.shape().elements(0, indices.shape().rank() - 1);
        long block = shape.elements(tuple, shape.rank());
        long[] strides = shape.strides();
        for (long i = 0; i < count; i++) {
            if (i % 4096 == 0) {
                in.deadline().check();
            }
            long to = 0;
            for (int t = 0; t < tuple; t++) {
                to += Indices.at(in, indices, i * tuple + t, shape.dim(t)) * strides[t];
            }
            for (long k = 0; k < block; k++) {
                reduction.apply(updates, i * block + k, y, to + k);
            }
        }
    }
}
