package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of a sequence joined along {@code axis}, or along a new axis at that place. All other dimensions
 * are equal. An empty sequence is an error. Source: ONNX ConcatFromSequence-11. Exact.
 *
 * @param axis where to join; from the end where negative
 * @param newAxis whether the axis is new, as in numpy.stack
 */
public record ConcatFromSequence(long axis, boolean newAxis) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ConcatFromSequence")
            .input("input_sequence", "S")
            .output("concat_result", "T")
            .build();

    /** Joins along an axis that is there. */
    public ConcatFromSequence(long axis) {
        this(axis, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (!(Sequences.elementType(in, 0) instanceof TensorType element)) {
            throw in.fail("expected a sequence of tensors, found " + in.type(0));
        }
        SymbolicShape shape = element.shape();
        if (shape == null) {
            return List.of(element);
        }
        int at = Axes.normalize(in, axis, shape.rank() + (newAxis ? 1 : 0));
        List<Dim> dims = new ArrayList<>(shape.dims());
        if (newAxis) {
            dims.add(at, TypeJoin.VARIES);
        } else {
            dims.set(at, TypeJoin.VARIES);
        }
        TensorType joined = new TensorType(element.elementType(), new SymbolicShape(dims));
        return List.of(TypeJoin.takeOut(joined, i -> in.unknownDim(0, i)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        List<Tensor> parts = parts(in);
        Shape first = parts.getFirst().shape();
        int rank = first.rank() + (newAxis ? 1 : 0);
        if (axis < -rank || axis >= rank) {
            throw in.fail("axis " + axis + " is out of range: expected " + -rank + " to " + (rank - 1));
        }
        int at = Axes.normalize(axis, rank);
        long total = 0;
        for (int i = 0; i < parts.size(); i++) {
            Shape shape = parts.get(i).shape();
            if (!fits(first, shape, at)) {
                throw in.fail("element " + i + ": expected a shape like " + first + " but for axis " + at + ", found "
                        + shape);
            }
            total = Math.addExact(total, newAxis ? 1 : shape.dim(at));
        }
        Shape result = result(first, at, total);
        ElementType type = parts.getFirst().elementType();
        in.require(type, result);
        return List.of(join(in, parts, Tensor.allocate(type, result), at));
    }

    private static List<Tensor> parts(Evaluation in) {
        List<Tensor> parts = new ArrayList<>();
        for (Value element : Sequences.get(in, 0).elements()) {
            if (!(element instanceof Tensor tensor)) {
                throw in.fail("expected a sequence of tensors, found " + element.type());
            }
            parts.add(tensor);
        }
        if (parts.isEmpty()) {
            throw in.fail("there is nothing to join in an empty sequence");
        }
        return parts;
    }

    private boolean fits(Shape first, Shape shape, int at) {
        if (shape.rank() != first.rank()) {
            return false;
        }
        for (int i = 0; i < first.rank(); i++) {
            if (shape.dim(i) != first.dim(i) && (newAxis || i != at)) {
                return false;
            }
        }
        return true;
    }

    private Shape result(Shape first, int at, long total) {
        long[] dims = new long[first.rank() + (newAxis ? 1 : 0)];
        for (int i = 0; i < dims.length; i++) {
            int from = newAxis && i > at ? i - 1 : i;
            dims[i] = i == at ? total : first.dim(from);
        }
        return Shape.of(dims);
    }

    private static Tensor join(Evaluation in, List<Tensor> parts, Tensor result, int at) {
        long outer = 1;
        for (int i = 0; i < at; i++) {
            outer *= result.shape().dim(i);
        }
        if (result.elements() == 0) {
            return result;
        }
        long row = result.elements() / outer;
        long start = 0;
        for (Tensor part : parts) {
            in.deadline().check();
            long run = part.elements() / outer;
            for (long o = 0; o < outer && run > 0; o++) {
                ElementCopy.run(part, o * run, result, o * row + start, run);
            }
            start += run;
        }
        return result;
    }
}
