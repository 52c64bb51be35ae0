package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input stretched to the shape that its own shape and input {@code shape} broadcast to; a 1 in either
 * gives way to the other. Source: ONNX Expand-13. Exact.
 */
public record Expand() implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Expand")
            .input("input", "T")
            .hostInput("shape", "I")
            .output("output", "T")
            .where("I", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), shape(in)));
    }

    private static @Nullable SymbolicShape shape(Inference in) {
        SymbolicShape own = in.shape(0);
        long[] wanted = HostValues.list(in, 1);
        if (wanted != null) {
            for (long dim : wanted) {
                if (dim < 0) {
                    throw in.fail("the dimensions in shape must not be negative, found " + dim);
                }
            }
        }
        List<Dim> dims = in.dims(1);
        int count = HostValues.count(in, 1);
        if (own == null || count < 0) {
            return null;
        }
        return dims == null
                ? DimMath.unknownShape(in, 0, Math.max(own.rank(), count))
                : Broadcasting.infer(in, own, new SymbolicShape(dims));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        long[] strides = Broadcasting.strides(x.shape(), y.shape());
        ElementCopy.region(in.deadline(), x, 0, strides, y, 0, y.shape().strides(), y.shape());
        return List.of(y);
    }
}
