package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * output[b.., q..] = data[b.., indices[b.., q..]..]: the last dimension of {@code indices} holds tuples that
 * name places, or whole blocks, in the dimensions of {@code data} behind the first {@code batchDims} shared
 * ones. Indices below zero count from the end. Source: ONNX GatherND-13. Exact.
 */
public record GatherND(long batchDims) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("GatherND")
            .input("data", "T")
            .input("indices", "I")
            .output("output", "T")
            .where("I", Types.INT64)
            .build();

    public GatherND {
        if (batchDims < 0) {
            throw new ModelInvalidException("batch_dims must not be negative, found " + batchDims);
        }
    }

    /** Without shared dimensions. */
    public GatherND() {
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
        if (data == null || indices == null) {
            return List.of(new TensorType(in.elementType(0), null));
        }
        int shared = checkRanks(in, data, indices);
        int last = indices.rank() - 1;
        long tuple = indices.dim(last).sizeOrUnknown();
        if (tuple < 0) {
            return List.of(new TensorType(in.elementType(0), null));
        }
        if (tuple > data.rank() - shared) {
            throw in.fail(
                    "the last dimension of indices must be at most " + (data.rank() - shared) + ", found " + tuple);
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            dims.add(i < shared ? DimMath.better(data.dim(i), indices.dim(i)) : indices.dim(i));
        }
        dims.addAll(data.dims().subList(shared + (int) tuple, data.rank()));
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    private int checkRanks(Inference in, SymbolicShape data, SymbolicShape indices) {
        if (batchDims >= Math.min(data.rank(), indices.rank())) {
            throw in.fail("batch_dims must be less than the ranks of data " + data + " and indices " + indices
                    + ", found " + batchDims);
        }
        for (int i = 0; i < batchDims; i++) {
            if (DimMath.differ(data.dim(i), indices.dim(i))) {
                throw in.fail("the first " + batchDims + " dimensions of data " + data + " and indices " + indices
                        + " must be equal");
            }
        }
        return (int) batchDims;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor data = in.tensor(0);
        Tensor indices = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        Shape shape = data.shape();
        int shared = (int) batchDims;
        int tuple = (int) indices.shape().dim(indices.shape().rank() - 1);
        long batches = shape.elements(0, shared);
        long perBatch = indices.shape().elements(shared, indices.shape().rank() - 1);
        long block = shape.elements(shared + tuple, shape.rank());
        long batchStride = shape.elements(shared, shape.rank());
        long[] strides = shape.strides();
        for (long i = 0; i < batches * perBatch; i++) {
            if (i % 4096 == 0) {
                in.deadline().check();
            }
            long from = i / perBatch * batchStride;
            for (int t = 0; t < tuple; t++) {
                from += Indices.at(in, indices, i * tuple + t, shape.dim(shared + t)) * strides[shared + t];
            }
            ElementCopy.run(data, from, y, i * block, block);
        }
        return List.of(y);
    }
}
