package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * output[p] = data[p with p[axis] replaced by indices[p]], for each place p of {@code indices}, which has the
 * rank of {@code data} and is nowhere larger but along {@code axis}. Source: ONNX GatherElements-13. Exact.
 */
public record GatherElements(long axis) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("GatherElements")
            .input("data", "T")
            .input("indices", "Tind")
            .output("output", "T")
            .where("Tind", Types.INDEX)
            .build();

    /** Gathers along the first axis. */
    public GatherElements() {
        this(0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape data = in.shape(0);
        SymbolicShape indices = in.shape(1);
        if (data != null && indices != null) {
            requireInside(in, data, indices, axis);
        }
        return List.of(new TensorType(in.elementType(0), indices));
    }

    /** Checks that {@code indices} lies inside {@code data} along all axes but {@code axis}. */
    static void requireInside(Inference in, SymbolicShape data, SymbolicShape indices, long axis) {
        if (data.rank() == 0 || data.rank() != indices.rank()) {
            throw in.fail("data and indices must have equal ranks of 1 or more, found " + data + " and " + indices);
        }
        int at = Axes.normalize(in, axis, data.rank());
        for (int i = 0; i < data.rank(); i++) {
            boolean fixed = data.dim(i).isFixed() && indices.dim(i).isFixed();
            if (i != at && fixed && indices.dim(i).sizeOrUnknown() > data.dim(i).sizeOrUnknown()) {
                throw in.fail("indices " + indices + " are larger than data " + data + " along axis " + i);
            }
        }
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor data = in.tensor(0);
        Tensor indices = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        int at = Axes.normalize(axis, data.shape().rank());
        long[] strides = data.shape().strides();
        long stride = strides[at];
        strides[at] = 0;
        IndexWalk walk = new IndexWalk(y.shape(), strides);
        for (long i = 0; i < y.elements(); i++) {
            if (i % 65_536 == 0) {
                in.deadline().check();
            }
            long index = Indices.at(in, indices, i, data.shape().dim(at));
            ElementCopy.one(data, walk.offset(0) + index * stride, y, i);
            walk.next();
        }
        return List.of(y);
    }
}
