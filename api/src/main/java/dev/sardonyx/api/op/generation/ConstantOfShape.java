package dev.sardonyx.api.op.generation;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the shape that the input says, all elements {@code value}; an empty list makes a scalar. Source:
 * ONNX ConstantOfShape-25. Exact.
 *
 * @param value one element, which gives the type too
 */
public record ConstantOfShape(Tensor value) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("ConstantOfShape")
            .hostInput("input", "T1")
            .output("output", "T2")
            .where("T1", Types.INT64)
            .build();

    public ConstantOfShape {
        if (value.elements() != 1) {
            throw new ModelInvalidException("value must have one element, found shape " + value.shape());
        }
    }

    /** Float zeros. */
    public ConstantOfShape() {
        this(Tensor.ofFloats(dev.sardonyx.api.tensor.Shape.of(1), 0));
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(value.elementType(), shape(in)));
    }

    private static @Nullable SymbolicShape shape(Inference in) {
        long[] numbers = HostValues.list(in, 0);
        if (numbers != null) {
            for (long dim : numbers) {
                if (dim < 0) {
                    throw in.fail("a dimension must not be negative, found " + dim);
                }
            }
        }
        List<Dim> dims = in.dims(0);
        int count = HostValues.count(in, 0);
        return dims != null ? new SymbolicShape(dims) : count < 0 ? null : DimMath.unknownShape(in, 0, count);
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        SymbolicShape shape = shape(in);
        boolean number = value.elementType() == ElementType.INT64 || value.elementType() == ElementType.INT32;
        if (!number || shape == null || shape.rank() > 1 || value.longAt(0) < 0) {
            return null;
        }
        long count = shape.rank() == 0 ? 1 : shape.dim(0).sizeOrUnknown();
        return count < 0 || count > 64 ? null : java.util.Collections.nCopies((int) count, Dim.of(value.longAt(0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        ElementCopy.fill(in.deadline(), value, y);
        return List.of(y);
    }
}
