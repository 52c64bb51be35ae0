package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** The number of elements, an INT64 scalar. Source: ONNX SequenceLength-11. */
public record SequenceLength() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SequenceLength")
            .input("input_sequence", "S")
            .output("length", "I")
            .where("I", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Sequences.elementType(in, 0);
        return List.of(TensorType.scalar(ElementType.INT64));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return List.of(Tensor.scalar(Sequences.get(in, 0).elements().size()));
    }
}
