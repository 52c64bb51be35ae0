package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** The element at {@code position}; -n to n-1, counted from the end where negative. Source: ONNX SequenceAt-11. */
public record SequenceAt() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SequenceAt")
            .input("input_sequence", "S")
            .input("position", "I")
            .output("tensor", "T")
            .where("I", Types.INDEX)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Sequences.checkPosition(in, 1);
        return List.of(TypeJoin.takeOut(Sequences.elementType(in, 0), axis -> in.unknownDim(0, axis)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        List<Value> elements = Sequences.get(in, 0).elements();
        return List.of(elements.get(Sequences.position(in, 1, elements.size(), elements.size() - 1)));
    }
}
