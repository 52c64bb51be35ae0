package dev.sardonyx.api.op.generation;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Inserts a dimension of size {@code depth} at {@code axis} of the result: values[1] at the place that the index
 * says, values[0] elsewhere. Indices from -depth to -1 count from the end; those out of range mark nothing.
 * Indices and depth that are floats are truncated. Source: ONNX OneHot-11. Exact.
 *
 * @param axis the place of the new dimension in the result
 */
public record OneHot(long axis) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("OneHot")
            .input("indices", "T1")
            .hostInput("depth", "T2")
            .input("values", "T3")
            .output("output", "T3")
            .where("T1", Types.NUMERIC)
            .where("T2", Types.NUMERIC)
            .build();

    /** The new dimension is the last. */
    public OneHot() {
        this(-1);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape indices = in.shape(0);
        SymbolicShape values = in.shape(2);
        if (values != null
                && (values.rank() != 1 || (values.isFixed() && !values.dim(0).is(2)))) {
            throw in.fail("values must be the off value and the on value, found shape " + values);
        }
        Tensor depth = HostValues.single(in, 1);
        if (depth != null && depth.longAt(0) < 0) {
            throw in.fail("depth must not be negative, found " + depth.longAt(0));
        }
        if (indices == null) {
            return List.of(new TensorType(in.elementType(2), null));
        }
        int at = Axes.normalize(in, axis, indices.rank() + 1);
        List<Dim> known = in.dims(1);
        Dim size = depth != null ? Dim.of(depth.longAt(0)) : known != null ? known.getFirst() : in.unknownDim(0, at);
        List<Dim> dims = new ArrayList<>(indices.dims());
        dims.add(at, size);
        return List.of(new TensorType(in.elementType(2), new SymbolicShape(dims)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor indices = in.tensor(0);
        Tensor values = in.tensor(2);
        Tensor y = in.allocateOutput(0);
        int at = Axes.normalize(axis, y.shape().rank());
        long depth = y.shape().dim(at);
        long inner = y.shape().elements(at + 1, y.shape().rank());
        ElementCopy.fill(in.deadline(), values, y);
        for (long i = 0; i < indices.elements() && depth > 0; i++) {
            long index = indices.longAt(i);
            if (index >= -depth && index < depth) {
                long place = index < 0 ? index + depth : index;
                ElementCopy.one(values, 1, y, (i / inner * depth + place) * inner + i % inner);
            }
        }
        return List.of(y);
    }
}
