package dev.sardonyx.onnx.proto;

/** A protobuf message that can be written back. Immutable. */
public interface Message {
    /** Writes the fields in ascending order of their numbers, then those this version does not know. */
    void writeTo(WireWriter out);
}
