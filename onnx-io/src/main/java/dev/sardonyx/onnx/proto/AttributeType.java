package dev.sardonyx.onnx.proto;

/** What {@link AttributeProto#type} may be. Numbers and not an enum: a file may hold any number. */
public final class AttributeType {
    public static final int UNDEFINED = 0;
    public static final int FLOAT = 1;
    public static final int INT = 2;
    public static final int STRING = 3;
    public static final int TENSOR = 4;
    public static final int GRAPH = 5;
    public static final int FLOATS = 6;
    public static final int INTS = 7;
    public static final int STRINGS = 8;
    public static final int TENSORS = 9;
    public static final int GRAPHS = 10;
    public static final int SPARSE_TENSOR = 11;
    public static final int SPARSE_TENSORS = 12;
    public static final int TYPE_PROTO = 13;
    public static final int TYPE_PROTOS = 14;

    private AttributeType() {}
}
