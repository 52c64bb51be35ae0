package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** What the operators on sequences have in common. */
final class Sequences {
    private Sequences() {}

    /** The element type of sequence input {@code i}. */
    static ValueType elementType(Inference in, int i) {
        if (in.type(i) instanceof ValueType.OfSequence(ValueType element)) {
            return element;
        }
        throw in.fail("input " + i + ": expected a sequence, found " + in.type(i));
    }

    /** Sequence input {@code i}. */
    static Sequence get(Evaluation in, int i) {
        if (in.value(i) instanceof Sequence sequence) {
            return sequence;
        }
        throw in.fail(
                "input " + i + ": expected a sequence, found " + in.value(i).type());
    }

    /** The type of a sequence that takes up an element more. */
    static ValueType joined(Inference in, ValueType element, ValueType more) {
        ValueType joined = TypeJoin.joinElements(element, more);
        if (joined == null) {
            throw in.fail("expected elements of type " + element + ", found " + more);
        }
        return joined;
    }

    /** Checks that input {@code i}, a position, can be one element. */
    static void checkPosition(Inference in, int i) {
        SymbolicShape shape = in.shape(i);
        for (Dim dim : shape == null ? List.<Dim>of() : shape.dims()) {
            if (dim.isFixed() && !dim.is(1)) {
                throw in.fail("position: expected one element, found shape " + shape);
            }
        }
    }

    /** The position that input {@code i} says, counted from 0; it may be up to {@code most}. */
    static int position(Evaluation in, int i, int length, int most) {
        Tensor tensor = in.tensor(i);
        if (tensor.elements() != 1) {
            throw in.fail("position: expected one element, found shape " + tensor.shape());
        }
        long position = tensor.longAt(0);
        if (position < -length || position > most) {
            throw in.fail("position " + position + " is out of range: expected " + -length + " to " + most
                    + " for a sequence of " + length + " elements");
        }
        return (int) (position < 0 ? position + length : position);
    }

    /** A sequence of {@code elements}, whose types and {@code start} agree. */
    static Sequence of(Evaluation in, ValueType start, List<Value> elements) {
        ValueType type = TypeJoin.ofElements(start, elements);
        if (type == null) {
            throw in.fail("expected elements of type " + start + " in the sequence");
        }
        return new Sequence(type, elements);
    }
}
