package dev.sardonyx.api.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A value that may be absent. Immutable.
 *
 * @param elementType the type of the value where there is one
 * @param value the value, or null where absent
 */
public record OptionalValue(ValueType elementType, @Nullable Value value) implements Value {
    @Override
    public ValueType type() {
        return new ValueType.OfOptional(elementType);
    }
}
