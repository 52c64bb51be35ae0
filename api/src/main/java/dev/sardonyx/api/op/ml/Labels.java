package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/**
 * The labels of classes.
 *
 * @param ints the labels where they are numbers
 * @param strings the labels where they are strings
 */
record Labels(List<Long> ints, List<String> strings) {
    Labels {
        Rows.check(
                ints.isEmpty() != strings.isEmpty(),
                "expected either integer or string labels",
                ints.size() + " integers and " + strings.size() + " strings");
    }

    int size() {
        return Math.max(ints.size(), strings.size());
    }

    ElementType type() {
        return strings.isEmpty() ? ElementType.INT64 : ElementType.STRING;
    }

    /** Puts label {@code label} at place {@code at} of {@code y}. */
    void store(Tensor y, long at, int label) {
        if (strings.isEmpty()) {
            y.setLong(at, ints.get(label));
        } else {
            y.setString(at, strings.get(label));
        }
    }

    /** The label as the key of a map. */
    Object key(int label) {
        return strings.isEmpty() ? ints.get(label) : strings.get(label);
    }
}
