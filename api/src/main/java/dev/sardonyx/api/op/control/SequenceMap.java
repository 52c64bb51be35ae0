package dev.sardonyx.api.op.control;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies {@code body} to every element of the first sequence. Further inputs are sequences of the same
 * length, taken element by element, or values that every call gets as they are. Each output is the sequence
 * of what the calls gave. Source: ONNX SequenceMap-17.
 *
 * @param body runs once per element
 */
public record SequenceMap(Subgraph body) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SequenceMap")
            .input("input_sequence", "S")
            .variadic("additional_inputs", "V*", 0)
            .variadicOutput("out_sequence", "S*")
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Subgraph> subgraphs() {
        return List.of(body);
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (!(in.type(0) instanceof ValueType.OfSequence)) {
            throw in.fail("input 0: expected a sequence, found " + in.type(0));
        }
        List<ValueType> formal = new ArrayList<>();
        for (int i = 0; i < in.inputCount(); i++) {
            int input = i;
            formal.add(
                    in.type(i) instanceof ValueType.OfSequence(ValueType element)
                            ? TypeJoin.takeOut(element, axis -> in.unknownDim(0, 1000 * input + axis))
                            : in.type(i));
        }
        List<ValueType> types = new ArrayList<>();
        for (ValueType given : in.inferBody(body, formal)) {
            types.add(new ValueType.OfSequence(Bodies.varying(given)));
        }
        return types;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        int length = sequence(in, 0).elements().size();
        for (int i = 1; i < in.inputCount(); i++) {
            if (in.value(i) instanceof Sequence other && other.elements().size() != length) {
                throw in.fail("input " + i + ": expected a sequence of " + length + " elements like input 0, found "
                        + other.elements().size());
            }
        }
        Limits.require("loopIterations", length, in.limits().loopIterations(), Where.UNKNOWN);
        List<List<Value>> results = new ArrayList<>();
        for (int k = 0; k < body.outputCount(); k++) {
            results.add(new ArrayList<>());
        }
        for (int t = 0; t < length; t++) {
            in.deadline().check();
            List<Value> arguments = new ArrayList<>();
            for (int i = 0; i < in.inputCount(); i++) {
                arguments.add(in.value(i) instanceof Sequence s ? s.elements().get(t) : in.value(i));
            }
            List<Value> given = in.runBody(body, arguments);
            for (int k = 0; k < results.size(); k++) {
                results.get(k).add(given.get(k));
            }
        }
        List<Value> sequences = new ArrayList<>();
        for (int k = 0; k < results.size(); k++) {
            sequences.add(collected(in, results.get(k), k));
        }
        return sequences;
    }

    private static Sequence sequence(Evaluation in, int i) {
        if (in.value(i) instanceof Sequence sequence) {
            return sequence;
        }
        throw in.fail(
                "input " + i + ": expected a sequence, found " + in.value(i).type());
    }

    private Sequence collected(Evaluation in, List<Value> elements, int k) {
        if (elements.isEmpty()) {
            return new Sequence(Bodies.declaredTensor(in, body, k), elements);
        }
        ValueType type = TypeJoin.ofElements(elements.getFirst().type(), elements);
        if (type == null) {
            throw in.fail("output " + k + ": the body gives elements of different types");
        }
        return new Sequence(type, elements);
    }
}
