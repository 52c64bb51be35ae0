package dev.sardonyx.api.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The type of a tensor in a graph.
 *
 * @param elementType the type of its elements
 * @param shape its shape, or null where not even the rank is known
 */
public record TensorType(ElementType elementType, @Nullable SymbolicShape shape) implements ValueType {
    public static TensorType of(ElementType elementType, long... dims) {
        return new TensorType(elementType, SymbolicShape.of(dims));
    }

    public static TensorType of(ElementType elementType, Shape shape) {
        return new TensorType(elementType, SymbolicShape.of(shape));
    }

    public static TensorType scalar(ElementType elementType) {
        return new TensorType(elementType, SymbolicShape.SCALAR);
    }

    /** Whether the shape is known and all numbers. */
    public boolean isFixed() {
        return shape != null && shape.isFixed();
    }

    @Override
    public String toString() {
        return elementType + (shape == null ? "[*]" : shape.toString());
    }
}
