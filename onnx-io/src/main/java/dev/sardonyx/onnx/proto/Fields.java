package dev.sardonyx.onnx.proto;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists that are made only once a field is present: most repeated fields of most messages are absent. */
final class Fields {
    private Fields() {}

    static <T> List<T> add(@Nullable List<T> list, T value) {
        List<T> target = list == null ? new ArrayList<>(4) : list;
        target.add(value);
        return target;
    }

    static int size(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    static <T> @Nullable List<T> copy(List<T> list) {
        return list.isEmpty() ? null : new ArrayList<>(list);
    }
}
