package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Sums products of elements over labelled dimensions: {@code "bij,bjk->bik"} is a batched matrix product. A label that
 * the output lacks is summed over, a label twice in a term takes the diagonal, {@code ...} stands for leading
 * dimensions that broadcast. Inputs are contracted from the left, two at a time. Integers wrap. Source: ONNX Einsum-12.
 *
 * @param equation the terms of the inputs and of the output
 */
public record Einsum(String equation) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Einsum")
            .variadic("Inputs", "T", 1)
            .output("Output", "T")
            .where("T", Types.NUMERIC)
            .build();

    public Einsum {
        EinsumEquation.parse(equation);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        EinsumEquation parsed = EinsumEquation.parse(equation);
        if (parsed.terms().size() != in.inputCount()) {
            throw in.fail("equation '" + equation + "' has " + parsed.terms().size() + " terms for " + in.inputCount()
                    + " inputs");
        }
        Map<Character, Dim> sizes = new TreeMap<>();
        int covered = 0;
        for (int i = 0; i < in.inputCount(); i++) {
            SymbolicShape shape = in.shape(i);
            if (shape == null) {
                return List.of(new TensorType(in.elementType(0), null));
            }
            String labels = parsed.labels(i, shape.rank());
            if (labels == null) {
                throw in.fail("term '" + parsed.terms().get(i) + "' of '" + equation + "' does not fit input " + i
                        + ": " + shape);
            }
            covered = Math.max(
                    covered, (int) labels.chars().filter(Character::isDigit).count());
            for (int axis = 0; axis < labels.length(); axis++) {
                merge(in, sizes, labels.charAt(axis), shape.dim(axis));
            }
        }
        List<Dim> dims = new ArrayList<>();
        String output = parsed.outputLabels(covered);
        for (int i = 0; i < output.length(); i++) {
            dims.add(Objects.requireNonNull(sizes.get(output.charAt(i))));
        }
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    private void merge(Inference in, Map<Character, Dim> sizes, char label, Dim dim) {
        Dim known = sizes.get(label);
        if (known == null || known.is(1)) {
            sizes.put(label, dim);
        } else if (dim.isFixed() && !dim.is(1)) {
            if (known.isFixed() && !known.equals(dim)) {
                throw in.fail("label '" + label + "' of '" + equation + "' stands for both " + known + " and " + dim);
            }
            sizes.put(label, dim);
        }
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        EinsumEquation parsed = EinsumEquation.parse(equation);
        List<LabelledRef> operands = new ArrayList<>();
        int covered = 0;
        for (int i = 0; i < parsed.terms().size(); i++) {
            Ref input = d.input(i);
            String labels = parsed.labels(i, input.rank());
            if (labels == null) {
                throw d.fail("term '" + parsed.terms().get(i) + "' does not fit input " + i);
            }
            covered = Math.max(
                    covered, (int) labels.chars().filter(Character::isDigit).count());
            operands.add(new LabelledRef(input, labels).diagonal(d));
        }
        String output = parsed.outputLabels(covered);
        LabelledRef result = operands.getFirst();
        for (int i = 1; i < operands.size(); i++) {
            StringBuilder needed = new StringBuilder(output);
            operands.subList(i + 1, operands.size()).forEach(later -> needed.append(later.labels()));
            result = LabelledRef.product(d, result, operands.get(i), needed.toString());
        }
        return List.of(result.sumAllBut(d, output).arranged(d, output).ref());
    }
}
