package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The sequence of the inputs, which are tensors of one element type. Source: ONNX SequenceConstruct-11. */
public record SequenceConstruct() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SequenceConstruct")
            .variadic("inputs", "T", 1)
            .output("output_sequence", "S")
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        ValueType element = in.tensor(0);
        for (int i = 1; i < in.inputCount(); i++) {
            element = Sequences.joined(in, element, in.tensor(i));
        }
        return List.of(new ValueType.OfSequence(element));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < in.inputCount(); i++) {
            elements.add(in.tensor(i));
        }
        return List.of(Sequences.of(in, in.tensor(0).type(), elements));
    }
}
