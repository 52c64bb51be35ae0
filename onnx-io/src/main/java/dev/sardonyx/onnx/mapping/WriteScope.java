package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.TypeProto;
import org.jspecify.annotations.Nullable;

/** The model that operators are written to; implemented by the exporter. */
public interface WriteScope {
    /** Writes one node, and what it needs before it. */
    void write(Node node);

    TensorProto tensor(String name, Tensor value);

    GraphProto graph(Graph body);

    TypeProto type(ValueType type);

    /** The value, if it is a constant of this graph or one around it. */
    @Nullable
    Tensor constantValue(String name);

    @Nullable
    ValueType typeOrNull(String name);

    /** The node of this graph that makes the value; null for all other values. */
    @Nullable
    Node producer(String name);

    String freshName(String base);

    /** Adds a constant; gives its name. */
    String constant(String name, Tensor value);

    void cannot(Node node, long opset, String reason);
}
