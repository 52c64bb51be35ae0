package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;

/**
 * A copy of {@code data} where, for each place p of {@code indices}, the element at p with p[axis] replaced by
 * indices[p] meets updates[p]. Source: ONNX ScatterElements-18. Exact but for sums and products of floats,
 * which round at each update.
 */
public record ScatterElements(long axis, ScatterReduction reduction) implements ScatterOperator {
    private static final Signature SIGNATURE = Signature.of("ScatterElements")
            .input("data", "T")
            .input("indices", "Tind")
            .input("updates", "T")
            .output("output", "T")
            .where("Tind", Types.INDEX)
            .build();

    /** Replaces elements along the first axis. */
    public ScatterElements() {
        this(0, ScatterReduction.NONE);
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
        if (data != null && indices != null) {
            GatherElements.requireInside(in, data, indices, axis);
        }
        if (indices != null && updates != null) {
            boolean equal = indices.rank() == updates.rank();
            for (int i = 0; equal && i < indices.rank(); i++) {
                equal = !DimMath.differ(indices.dim(i), updates.dim(i));
            }
            if (!equal) {
                throw in.fail("indices and updates must have equal shapes, found " + indices + " and " + updates);
            }
        }
    }

    @Override
    public void scatter(Evaluation in, Tensor y) {
        Tensor indices = in.tensor(1);
        Tensor updates = in.tensor(2);
        int at = Axes.normalize(axis, y.shape().rank());
        long[] strides = y.shape().strides();
        long stride = strides[at];
        strides[at] = 0;
        IndexWalk walk = new IndexWalk(indices.shape(), strides);
        for (long i = 0; i < indices.elements(); i++) {
            if (i % 65_536 == 0) {
                in.deadline().check();
            }
            long index = Indices.at(in, indices, i, y.shape().dim(at));
            reduction.apply(updates, i, y, walk.offset(0) + index * stride);
            walk.next();
        }
    }
}
