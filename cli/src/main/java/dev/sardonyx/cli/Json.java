package dev.sardonyx.cli;

import dev.sardonyx.api.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object in the order of its making. */
final class Json {
    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

    Json() {}

    /** Adds an entry; {@code value} may be another of these, a list, or what {@link JsonWriter} takes. */
    Json put(String key, @Nullable Object value) {
        entries.put(key, value instanceof Json json ? json.entries : value);
        return this;
    }

    /** The entries, to be put in a list. */
    Map<String, @Nullable Object> map() {
        return entries;
    }

    String text() {
        return JsonWriter.write(entries);
    }
}
