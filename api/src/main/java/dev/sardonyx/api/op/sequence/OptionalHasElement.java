package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Whether there is a value: a BOOL scalar. False for an absent optional and for an omitted input, true for a
 * tensor or sequence. Source: ONNX OptionalHasElement-18.
 */
public record OptionalHasElement() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("OptionalHasElement")
            .optional("input", "O")
            .output("output", "B")
            .where("B", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(TensorType.scalar(ElementType.BOOL));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        boolean has = in.has(0) && !(in.value(0) instanceof OptionalValue optional && optional.value() == null);
        return List.of(Tensor.scalar(has));
    }
}
