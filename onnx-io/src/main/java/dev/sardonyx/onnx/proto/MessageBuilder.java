package dev.sardonyx.onnx.proto;

/** Collects the fields of one message, from the wire or from a caller. */
public interface MessageBuilder {
    /** Reads fields up to the end of the current message on top of what is already there, as protobuf's merge does. */
    void merge(WireReader in);
}
