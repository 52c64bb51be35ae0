package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The {@code K} largest or smallest elements along {@code axis} and their places. Of equal elements the one at
 * the smaller index comes first. NaN counts as larger than any number. Source: ONNX TopK-24. Exact.
 *
 * @param axis the axis that is searched
 * @param largest whether the largest are sought, not the smallest
 * @param sorted whether the results must be in order; they are in any case
 */
public record TopK(long axis, boolean largest, boolean sorted) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("TopK")
            .input("X", "T")
            .hostInput("K", "I")
            .output("Values", "T")
            .output("Indices", "I")
            .where("T", Types.NUMERIC)
            .where("I", Types.INT64)
            .build();

    /** The largest along the last axis, sorted. */
    public TopK() {
        this(-1, true, true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        Tensor k = HostValues.single(in, 1);
        if (k != null && k.longAt(0) < 0) {
            throw in.fail("K must not be negative, found " + k.longAt(0));
        }
        SymbolicShape result = null;
        if (shape != null) {
            int at = Axes.normalize(in, axis, shape.rank());
            List<Dim> count = in.dims(1);
            Dim size = count == null ? in.unknownDim(0, at) : count.getFirst();
            if (size.isFixed()
                    && shape.dim(at).isFixed()
                    && size.sizeOrUnknown() > shape.dim(at).sizeOrUnknown()) {
                throw in.fail("K must be 0 to " + shape.dim(at) + ", the size of axis " + at + ", found " + size);
            }
            List<Dim> dims = new ArrayList<>(shape.dims());
            dims.set(at, size);
            result = new SymbolicShape(dims);
        }
        return List.of(new TensorType(in.elementType(0), result), new TensorType(ElementType.INT64, result));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int at = Axes.normalize(axis, x.shape().rank());
        int k = Math.toIntExact(in.tensor(1).longAt(0));
        int length = Math.toIntExact(x.shape().dim(at));
        long inner = x.shape().elements(at + 1, x.shape().rank());
        long rows = k == 0 ? 0 : x.shape().elements(0, at) * inner;
        Tensor values = in.allocateOutput(0);
        Tensor indices = Tensor.allocate(ElementType.INT64, values.shape());
        Integer[] places = new Integer[length];
        for (long row = 0; row < rows; row++) {
            in.deadline().check();
            long first = row / inner * length * inner + row % inner;
            Arrays.setAll(places, i -> i);
            Arrays.sort(places, (a, b) -> order(x, first + a * inner, first + b * inner));
            long to = row / inner * k * inner + row % inner;
            for (int i = 0; i < k; i++) {
                ElementCopy.one(x, first + places[i] * inner, values, to + i * inner);
                indices.setLong(to + i * inner, places[i]);
            }
        }
        return List.of(values, indices);
    }

    private int order(Tensor x, long a, long b) {
        // Ordering prefers NaN whichever is sought; here it is a large value, so the smallest put it last.
        boolean floating = x.elementType().isFloating();
        if (!largest && floating && (Double.isNaN(x.doubleAt(a)) || Double.isNaN(x.doubleAt(b)))) {
            return Boolean.compare(Double.isNaN(x.doubleAt(a)), Double.isNaN(x.doubleAt(b)));
        }
        return -Ordering.compare(x, a, b, largest);
    }
}
