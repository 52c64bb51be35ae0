package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
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
import org.jspecify.annotations.Nullable;

/**
 * output[p.., q.., r..] = data[p.., indices[q..], r..]: the dimensions of {@code indices} take the place of
 * dimension {@code axis}. Indices below zero count from the end. Source: ONNX Gather-13, numpy.take. Exact.
 */
public record Gather(long axis) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Gather")
            .input("data", "T")
            .input("indices", "Tind")
            .output("output", "T")
            .where("Tind", Types.INDEX)
            .build();

    /** Gathers along the first axis. */
    public Gather() {
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
        if (data != null && data.rank() == 0) {
            throw in.fail("cannot gather from a scalar");
        }
        if (data == null || indices == null) {
            return List.of(new TensorType(in.elementType(0), null));
        }
        int at = Axes.normalize(in, axis, data.rank());
        List<Dim> dims = new ArrayList<>(data.dims().subList(0, at));
        dims.addAll(indices.dims());
        dims.addAll(data.dims().subList(at + 1, data.rank()));
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        List<Dim> data = in.dims(0);
        SymbolicShape shape = in.shape(0);
        Tensor indices = in.constant(1);
        if (data == null || shape == null || shape.rank() != 1 || indices == null) {
            return null;
        }
        List<Dim> dims = new ArrayList<>();
        for (long index : indices.toLongs()) {
            if (index < -data.size() || index >= data.size()) {
                throw in.fail(
                        "index " + index + " is out of range: expected " + -data.size() + " to " + (data.size() - 1));
            }
            dims.add(data.get((int) (index < 0 ? index + data.size() : index)));
        }
        return dims;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor data = in.tensor(0);
        Tensor indices = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        Shape shape = data.shape();
        int at = Axes.normalize(axis, shape.rank());
        long block = shape.elements(at + 1, shape.rank());
        long rows = shape.elements(0, at);
        long count = indices.elements();
        long[] places = new long[Math.toIntExact(count)];
        for (int i = 0; i < count; i++) {
            places[i] = Indices.at(in, indices, i, shape.dim(at)) * block;
        }
        if (block == 0) {
            return List.of(y);
        }
        for (long row = 0; row < rows; row++) {
            in.deadline().check();
            for (int i = 0; i < count; i++) {
                long from = row * shape.dim(at) * block + places[i];
                ElementCopy.run(data, from, y, (row * count + i) * block, block);
            }
        }
        return List.of(y);
    }
}
