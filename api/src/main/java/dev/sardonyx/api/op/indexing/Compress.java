package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
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
 * The slices along {@code axis} where {@code condition} is true; a shorter condition counts as false at its
 * end. Source: ONNX Compress-11, numpy.compress. Exact.
 *
 * @param axis the axis to select along, or null to select from the flattened input
 */
public record Compress(@Nullable Long axis) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("Compress")
            .input("input", "T")
            .input("condition", "T1")
            .output("output", "T")
            .where("T1", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        SymbolicShape condition = in.shape(1);
        if (condition != null && condition.rank() != 1) {
            throw in.fail("condition must be one-dimensional, found shape " + condition);
        }
        if (axis == null) {
            return List.of(new TensorType(in.elementType(0), SymbolicShape.of(in.unknownDim(0, 0))));
        }
        if (shape == null) {
            return List.of(in.tensor(0));
        }
        int at = Axes.normalize(in, axis, shape.rank());
        List<Dim> dims = new ArrayList<>(shape.dims());
        dims.set(at, in.unknownDim(0, at));
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor whole = in.tensor(0);
        Tensor x = axis == null ? whole.reshaped(Shape.of(whole.elements())) : whole;
        Tensor condition = in.tensor(1);
        int at = axis == null ? 0 : Axes.normalize(axis, x.shape().rank());
        long length = x.shape().dim(at);
        long[] kept = new long[Math.toIntExact(Math.min(condition.elements(), length))];
        int count = 0;
        for (long i = 0; i < condition.elements(); i++) {
            if (condition.booleanAt(i)) {
                if (i >= length) {
                    throw in.fail("condition selects place " + i + ", axis " + at + " has " + length);
                }
                kept[count++] = i;
            }
        }
        long[] dims = x.shape().dims();
        dims[at] = count;
        in.require(x.elementType(), Shape.of(dims));
        Tensor y = Tensor.allocate(x.elementType(), Shape.of(dims));
        long block = x.shape().elements(at + 1, x.shape().rank());
        long rows = x.shape().elements(0, at);
        for (long row = 0; row < rows && block > 0; row++) {
            in.deadline().check();
            for (int i = 0; i < count; i++) {
                ElementCopy.run(x, (row * length + kept[i]) * block, y, (row * count + i) * block, block);
            }
        }
        return List.of(y);
    }
}
