package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * 1 where X is above the threshold, else 0, also for NaN. Source: ONNX ai.onnx.ml Binarizer-1.
 *
 * @param threshold the largest value that gives 0
 */
public record Binarizer(float threshold) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "Binarizer")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Rows.NUMBERS)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(in.tensor(0));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        for (long i = 0; i < x.elements(); i++) {
            y.setDouble(i, x.doubleAt(i) > threshold ? 1 : 0);
        }
        return List.of(y);
    }
}
