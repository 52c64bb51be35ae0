package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequence without the element at {@code position}, the last where omitted; -n to n-1, counted from the
 * end where negative. Source: ONNX SequenceErase-11.
 */
public record SequenceErase() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SequenceErase")
            .input("input_sequence", "S")
            .optional("position", "I")
            .output("output_sequence", "S")
            .where("I", Types.INDEX)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (in.has(1)) {
            Sequences.checkPosition(in, 1);
        }
        return List.of(new ValueType.OfSequence(Sequences.elementType(in, 0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Sequence sequence = Sequences.get(in, 0);
        int length = sequence.elements().size();
        if (length == 0) {
            throw in.fail("there is nothing to erase from an empty sequence");
        }
        int at = in.has(1) ? Sequences.position(in, 1, length, length - 1) : length - 1;
        List<Value> elements = new ArrayList<>(sequence.elements());
        elements.remove(at);
        return List.of(new Sequence(sequence.elementType(), elements));
    }
}
