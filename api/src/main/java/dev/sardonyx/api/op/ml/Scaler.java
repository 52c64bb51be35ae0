package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y = (X - offset) scale, with one offset and scale per column or one for all; FLOAT. Source: ONNX
 * ai.onnx.ml Scaler-1.
 *
 * @param offset what is subtracted
 * @param scale what the difference is multiplied by
 */
public record Scaler(List<Float> offset, List<Float> scale) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "Scaler")
            .input("X", "T")
            .output("Y", "T1")
            .where("T", Rows.NUMBERS)
            .build();

    public Scaler {
        offset = List.copyOf(offset);
        scale = List.copyOf(scale);
        Rows.check(
                !scale.isEmpty() && offset.size() == scale.size(),
                "expected as many offsets as scales, at least 1",
                offset.size() + " and " + scale.size());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (scale.size() > 1) {
            Rows.checkColumns(in, scale.size());
        }
        SymbolicShape shape = in.shape(0);
        if (shape != null && shape.rank() == 0) {
            throw in.fail("X: expected rank 1 or more, found a scalar");
        }
        return List.of(new TensorType(ElementType.FLOAT, shape));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        for (long i = 0; i < x.elements(); i++) {
            int c = (int) (i % scale.size());
            y.setDouble(i, (x.doubleAt(i) - offset.get(c)) * scale.get(c));
        }
        return List.of(y);
    }
}
