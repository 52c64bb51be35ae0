package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.ShapeReader;
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

/** The number of elements of the input, an INT64 scalar; 1 for a scalar. Source: ONNX Size-25. Exact. */
public record Size() implements HostOperator, ShapeReader {
    private static final Signature SIGNATURE = Signature.of("Size")
            .input("data", "T")
            .output("size", "T1")
            .where("T1", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(TensorType.scalar(ElementType.INT64));
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        SymbolicShape shape = in.shape(0);
        return shape == null ? null : List.of(DimMath.product(in, shape.dims()));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return List.of(Tensor.scalar(in.shape(0).elements()));
    }
}
