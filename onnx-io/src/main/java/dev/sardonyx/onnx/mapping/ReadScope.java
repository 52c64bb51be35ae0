package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.StringStringEntryProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.TypeProto;
import java.util.List;

/** The graph that nodes are read into; implemented by the importer. */
public interface ReadScope {
    /** The types of what was read so far. */
    Typing typing();

    Where where(NodeProto node);

    Tensor tensor(TensorProto proto, Where where);

    Graph graph(GraphProto proto);

    ValueType type(TypeProto proto, Where where);

    /** A value name like {@code base} that nothing in the model has. */
    String freshName(String base);

    /** Adds a constant; gives its name. */
    String constant(String name, Tensor value);

    /** Adds a node. */
    void emit(
            String nodeName,
            Operator operator,
            List<String> inputs,
            List<String> outputs,
            String doc,
            List<StringStringEntryProto> metadata);
}
