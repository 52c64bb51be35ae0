package dev.sardonyx.api.graph;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;

/** Compares types that may know more or less of the same value. */
final class TypeMerge {
    private TypeMerge() {}

    /** Whether one value can have both types. */
    static boolean isCompatible(ValueType a, ValueType b) {
        return switch (a) {
            case TensorType x -> b instanceof TensorType y && isCompatible(x, y);
            case ValueType.OfSequence(ValueType x) ->
                b instanceof ValueType.OfSequence(ValueType y) && isCompatible(x, y);
            case ValueType.OfOptional(ValueType x) ->
                b instanceof ValueType.OfOptional(ValueType y) && isCompatible(x, y);
            case ValueType.OfMap x ->
                b instanceof ValueType.OfMap y && x.key() == y.key() && isCompatible(x.value(), y.value());
        };
    }

    private static boolean isCompatible(TensorType a, TensorType b) {
        if (a.elementType() != b.elementType()) {
            return false;
        }
        SymbolicShape x = a.shape();
        SymbolicShape y = b.shape();
        if (x == null || y == null) {
            return true;
        }
        if (x.rank() != y.rank()) {
            return false;
        }
        for (int i = 0; i < x.rank(); i++) {
            Dim p = x.dim(i);
            Dim q = y.dim(i);
            if (p.isFixed() && q.isFixed() && !p.equals(q)) {
                return false;
            }
        }
        return true;
    }
}
