package dev.sardonyx.api.tensor;

import java.util.List;

/**
 * A list of values of one type. Immutable.
 *
 * @param elementType the type of every element
 * @param elements the elements in order
 */
public record Sequence(ValueType elementType, List<Value> elements) implements Value {
    public Sequence {
        elements = List.copyOf(elements);
    }

    @Override
    public ValueType type() {
        return new ValueType.OfSequence(elementType);
    }
}
