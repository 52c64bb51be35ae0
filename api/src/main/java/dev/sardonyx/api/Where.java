package dev.sardonyx.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place an exception is about. Every part may be absent.
 *
 * @param source the file, or what stands for it
 * @param node the node's name, or its position where it has none
 * @param operator the operator, {@code domain::name} outside ONNX's own domain
 * @param tensor the value's name
 * @param offset the byte offset in {@code source}, or -1
 */
public record Where(
        @Nullable String source,
        @Nullable String node,
        @Nullable String operator,
        @Nullable String tensor,
        long offset) implements java.io.Serializable {

    public static final Where UNKNOWN = new Where(null, null, null, null, -1);

    public static Where node(String node, String operator) {
        return new Where(null, node, operator, null, -1);
    }

    public static Where tensor(String tensor) {
        return new Where(null, null, null, tensor, -1);
    }

    public static Where offset(@Nullable String source, long offset) {
        return new Where(source, null, null, null, offset);
    }

    public static Where source(String source) {
        return new Where(source, null, null, null, -1);
    }

    public Where withTensor(String name) {
        return new Where(source, node, operator, name, offset);
    }

    public Where withNode(String name, String op) {
        return new Where(source, name, op, tensor, offset);
    }

    public boolean isUnknown() {
        return source == null && node == null && operator == null && tensor == null && offset < 0;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (source != null) {
            parts.add(Escape.text(source));
        }
        if (node != null) {
            parts.add("node '" + Escape.text(node) + "'");
        }
        if (operator != null) {
            parts.add("operator " + Escape.text(operator));
        }
        if (tensor != null) {
            parts.add("tensor '" + Escape.text(tensor) + "'");
        }
        if (offset >= 0) {
            parts.add("byte " + offset);
        }
        return String.join(", ", parts);
    }
}
