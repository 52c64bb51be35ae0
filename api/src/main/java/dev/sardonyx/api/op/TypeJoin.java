package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The most precise type that covers two types: of two branches, or of two elements of a sequence. */
public final class TypeJoin {
    /**
     * The dimension of a sequence's element type that is not the same in every element. It never leaves the
     * sequence: whoever takes an element out puts a dimension of its own in the place.
     */
    public static final Dim VARIES = Dim.symbol("?");

    private TypeJoin() {}

    /**
     * The type that covers {@code a} and {@code b}: where dimensions differ it takes {@code unknown} of the
     * axis, where ranks differ no shape. Null where element types or structures conflict.
     */
    public static @Nullable ValueType join(ValueType a, ValueType b, IntFunction<Dim> unknown) {
        return switch (a) {
            case TensorType x -> b instanceof TensorType y ? join(x, y, unknown) : null;
            case ValueType.OfSequence(ValueType x) -> {
                ValueType element = b instanceof ValueType.OfSequence(ValueType y) ? joinElements(x, y) : null;
                yield element == null ? null : new ValueType.OfSequence(element);
            }
            case ValueType.OfOptional(ValueType x) -> {
                ValueType element = b instanceof ValueType.OfOptional(ValueType y) ? join(x, y, unknown) : null;
                yield element == null ? null : new ValueType.OfOptional(element);
            }
            case ValueType.OfMap x -> {
                ValueType value = b instanceof ValueType.OfMap y && x.key() == y.key()
                        ? joinElements(x.value(), y.value())
                        : null;
                yield value == null ? null : new ValueType.OfMap(x.key(), value);
            }
        };
    }

    /** The type that covers two elements of one sequence; null where they conflict. */
    public static @Nullable ValueType joinElements(ValueType a, ValueType b) {
        return join(a, b, axis -> VARIES);
    }

    /** The type that covers all {@code elements} and {@code start}; null where they conflict. */
    public static @Nullable ValueType ofElements(ValueType start, List<? extends Value> elements) {
        ValueType type = start;
        for (Value element : elements) {
            ValueType joined = joinElements(type, element.type());
            if (joined == null) {
                return null;
            }
            type = joined;
        }
        return type;
    }

    /** The type of one element taken out of a sequence: what varies gets a dimension of its own. */
    public static ValueType takeOut(ValueType element, IntFunction<Dim> unknown) {
        if (!(element instanceof TensorType tensor) || tensor.shape() == null) {
            return element;
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < tensor.shape().rank(); i++) {
            Dim dim = tensor.shape().dim(i);
            dims.add(dim.equals(VARIES) ? unknown.apply(i) : dim);
        }
        return new TensorType(tensor.elementType(), new SymbolicShape(dims));
    }

    private static @Nullable TensorType join(TensorType a, TensorType b, IntFunction<Dim> unknown) {
        if (a.elementType() != b.elementType()) {
            return null;
        }
        SymbolicShape x = a.shape();
        SymbolicShape y = b.shape();
        if (x == null || y == null || x.rank() != y.rank()) {
            return new TensorType(a.elementType(), null);
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            dims.add(x.dim(i).equals(y.dim(i)) ? x.dim(i) : unknown.apply(i));
        }
        return new TensorType(a.elementType(), new SymbolicShape(dims));
    }
}
