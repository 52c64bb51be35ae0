package dev.sardonyx.api.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys with values, in order. Immutable.
 *
 * @param keyType an integer type (keys are {@link Long}) or {@link ElementType#STRING} (keys are {@link String})
 * @param valueType the type of every value
 * @param entries the entries in order
 */
public record MapValue(ElementType keyType, ValueType valueType, Map<Object, Value> entries) implements Value {
    public MapValue {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public ValueType type() {
        return new ValueType.OfMap(keyType, valueType);
    }
}
