package dev.sardonyx.api.graph;

import dev.sardonyx.api.tensor.ValueType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named value with its declared type. Immutable.
 *
 * @param name the value's name
 * @param type the declared type, or null where nothing was declared
 * @param doc documentation kept from the model
 * @param metadata properties kept from the model, in its order
 */
public record ValueInfo(String name, @Nullable ValueType type, String doc, Map<String, String> metadata) {
    public ValueInfo {
        metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static ValueInfo of(String name, @Nullable ValueType type) {
        return new ValueInfo(name, type, "", Map.of());
    }
}
