package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequence with {@code tensor} put in before {@code position}, at the end where omitted; -n to n, counted
 * from the end where negative. Source: ONNX SequenceInsert-11.
 */
public record SequenceInsert() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SequenceInsert")
            .input("input_sequence", "S")
            .input("tensor", "T")
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
        if (in.has(2)) {
            Sequences.checkPosition(in, 2);
        }
        return List.of(new ValueType.OfSequence(Sequences.joined(in, Sequences.elementType(in, 0), in.tensor(1))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Sequence sequence = Sequences.get(in, 0);
        int length = sequence.elements().size();
        int at = in.has(2) ? Sequences.position(in, 2, length, length) : length;
        List<Value> elements = new ArrayList<>(sequence.elements());
        elements.add(at, in.tensor(1));
        ValueType type =
                TypeJoin.joinElements(sequence.elementType(), in.tensor(1).type());
        if (type == null) {
            throw in.fail("expected a tensor of type " + sequence.elementType() + ", found "
                    + in.tensor(1).type());
        }
        return List.of(new Sequence(type, elements));
    }
}
