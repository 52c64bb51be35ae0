package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * A sequence without elements, for tensors of type {@code dtype}. Source: ONNX SequenceEmpty-11.
 *
 * @param dtype the element type of the tensors it will take
 */
public record SequenceEmpty(ElementType dtype) implements HostOperator {
    private static final Signature SIGNATURE =
            Signature.of("SequenceEmpty").output("output", "S").build();

    /** For FLOAT tensors. */
    public SequenceEmpty() {
        this(ElementType.FLOAT);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new ValueType.OfSequence(new TensorType(dtype, null)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return List.of(new Sequence(new TensorType(dtype, null), List.of()));
    }
}
