package dev.sardonyx.api.op.control;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Subgraph;
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

/** What control-flow operators have in common. */
final class Bodies {
    private Bodies() {}

    /** Checks the form of an attribute. */
    static void check(boolean right, String expected, long found) {
        if (!right) {
            throw new ModelInvalidException("expected that " + expected + ", found " + found);
        }
    }

    /** Checks that input {@code i} can be a single element. */
    static void checkOne(Inference in, int i, String what) {
        SymbolicShape shape = in.shape(i);
        if (shape == null) {
            return;
        }
        for (Dim dim : shape.dims()) {
            if (dim.isFixed() && !dim.is(1)) {
                throw in.fail(what + ": expected one element, found shape " + shape);
            }
        }
    }

    /** The one element of a BOOL tensor. */
    static boolean flag(Evaluation in, Value value, String what) {
        return one(in, value, ElementType.BOOL, what).booleanAt(0);
    }

    /** A tensor of exactly one element of type {@code type}. */
    static Tensor one(Evaluation in, Value value, ElementType type, String what) {
        if (value instanceof Tensor tensor && tensor.elementType() == type && tensor.elements() == 1) {
            return tensor;
        }
        throw in.fail(what + ": expected one " + type + " element, found " + value.type());
    }

    /** A scalar, or a vector of one element where the body declares its formal input {@code i} so. */
    static Tensor asDeclared(Subgraph body, int i, Tensor scalar) {
        ValueType declared = body.declaredInput(i);
        boolean vector = declared instanceof TensorType tensor
                && tensor.shape() != null
                && tensor.shape().rank() == 1;
        return scalar.reshaped(vector ? Shape.of(1) : Shape.SCALAR);
    }

    /**
     * The types of loop-carried values after any number of iterations, and whether one pass over the body has
     * proved them.
     *
     * @param types the types
     * @param isFixpoint whether the body gives back the very types it was given, so that what was inferred
     *     for its other outputs holds in every iteration
     */
    record Carried(List<ValueType> types, boolean isFixpoint) {}

    /**
     * Generalises the types that go into the first iteration and come out of it. Where they are equal, they
     * hold for all iterations. Otherwise the one pass proves no dimension, so all become unknown; ranks stay
     * where they agree.
     */
    static Carried generalise(Inference in, List<ValueType> before, List<ValueType> after) {
        List<ValueType> types = new ArrayList<>();
        boolean isFixpoint = true;
        for (int k = 0; k < before.size(); k++) {
            ValueType first = before.get(k);
            ValueType next = after.get(k);
            if (first instanceof ValueType.OfOptional(ValueType element) && !(next instanceof ValueType.OfOptional)) {
                first = element; // the body fills an optional once; later iterations see the plain value
            }
            ValueType joined = TypeJoin.join(first, next, axis -> TypeJoin.VARIES);
            if (joined == null) {
                throw in.fail(
                        "carried value " + k + ": expected type " + before.get(k) + " from the body, found " + next);
            }
            isFixpoint &= joined.equals(before.get(k));
            types.add(joined);
        }
        if (!isFixpoint) {
            for (int k = 0; k < types.size(); k++) {
                types.set(k, forgetDims(in, types.get(k), k));
            }
        }
        return new Carried(types, isFixpoint);
    }

    /** {@code type} with all dimensions unknown. */
    static ValueType forgetDims(Inference in, ValueType type, int output) {
        if (!(type instanceof TensorType tensor) || tensor.shape() == null) {
            return type;
        }
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < tensor.shape().rank(); axis++) {
            dims.add(in.unknownDim(output, axis));
        }
        return new TensorType(tensor.elementType(), new SymbolicShape(dims));
    }

    /** {@code type} as that of a sequence's elements: only numbers are the same in every element. */
    static ValueType varying(ValueType type) {
        if (!(type instanceof TensorType tensor) || tensor.shape() == null) {
            return type;
        }
        List<Dim> dims = new ArrayList<>();
        for (Dim dim : tensor.shape().dims()) {
            dims.add(dim.isFixed() ? dim : TypeJoin.VARIES);
        }
        return new TensorType(tensor.elementType(), new SymbolicShape(dims));
    }

    /** The element type and shape of a scan output of no iterations, from what the body declares. */
    static TensorType declaredTensor(Evaluation in, Subgraph body, int output) {
        ValueType declared = body.declaredOutput(output);
        if (declared instanceof TensorType tensor) {
            return tensor;
        }
        throw in.fail("there are no iterations, and the body does not declare the type of its output " + output);
    }
}
