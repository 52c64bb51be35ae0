package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.Bytes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of one node, by name and checked for their kind; remembers which were asked for. */
final class Attributes {
    private static final List<String> KINDS = List.of(
            "undefined",
            "float",
            "int",
            "string",
            "tensor",
            "graph",
            "floats",
            "ints",
            "strings",
            "tensors",
            "graphs",
            "sparse_tensor",
            "sparse_tensors",
            "type_proto",
            "type_protos");

    private final Map<String, AttributeProto> byName = new LinkedHashMap<>();
    private final Set<String> unread;
    private final Where where;

    Attributes(List<AttributeProto> attributes, Where where) {
        this.where = where;
        for (AttributeProto attribute : attributes) {
            String name = attribute.nameOrEmpty();
            if (byName.putIfAbsent(name, attribute) != null) {
                throw new ModelInvalidException("attribute '" + name + "' is given twice", where);
            }
            if (!attribute.refAttrNameOrEmpty().isEmpty()) {
                throw new ModelInvalidException(
                        "attribute '" + name + "' refers to '" + attribute.refAttrNameOrEmpty()
                                + "', which only a function's body may do",
                        where);
            }
        }
        this.unread = new LinkedHashSet<>(byName.keySet());
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    void skip(String name) {
        unread.remove(name);
    }

    /** The attribute of this name and kind; null where there is none. */
    @Nullable AttributeProto get(String name, int kind) {
        AttributeProto attribute = byName.get(name);
        if (attribute == null) {
            return null;
        }
        unread.remove(name);
        int found = kindOf(attribute);
        if (found < 0 || found >= KINDS.size()) {
            throw new ModelInvalidException("attribute '" + name + "' has the unknown kind " + found, where);
        }
        if (found != kind) {
            throw new ModelInvalidException(
                    "attribute '" + name + "': expected " + KINDS.get(kind) + ", found " + KINDS.get(found), where);
        }
        return attribute;
    }

    /** The declared kind; where a very old file declares none, the field that is there. */
    private static int kindOf(AttributeProto a) {
        Integer type = a.type();
        if (type != null && type != AttributeType.UNDEFINED) {
            return type;
        }
        if (a.f() != null) {
            return AttributeType.FLOAT;
        }
        if (a.i() != null) {
            return AttributeType.INT;
        }
        if (a.s() != null) {
            return AttributeType.STRING;
        }
        if (a.t() != null) {
            return AttributeType.TENSOR;
        }
        if (a.g() != null) {
            return AttributeType.GRAPH;
        }
        if (!a.floats().isEmpty()) {
            return AttributeType.FLOATS;
        }
        if (!a.strings().isEmpty()) {
            return AttributeType.STRINGS;
        }
        return AttributeType.INTS;
    }

    Bytes bytes(AttributeProto attribute) {
        Bytes s = attribute.s();
        return s == null ? Bytes.EMPTY : s;
    }

    ModelInvalidException missing(String name) {
        return new ModelInvalidException("attribute '" + name + "' is required", where);
    }

    /** Throws if the node has an attribute that nobody asked for. */
    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new ModelInvalidException("unknown attributes " + unread, where);
        }
    }
}
