package dev.sardonyx.conformance.hostile;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.DimensionProto;
import dev.sardonyx.onnx.proto.FunctionProto;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.ModelProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.Numbers;
import dev.sardonyx.onnx.proto.OperatorSetIdProto;
import dev.sardonyx.onnx.proto.StringStringEntryProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.TensorShapeProto;
import dev.sardonyx.onnx.proto.TensorTypeProto;
import dev.sardonyx.onnx.proto.TypeProto;
import dev.sardonyx.onnx.proto.ValueInfoProto;
import dev.sardonyx.onnx.proto.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds the messages of models that no exporter would write. A part that was not asked for is not there. */
final class Model {
    static final int FLOAT = ElementType.FLOAT.code();
    static final int INT32 = ElementType.INT32.code();
    static final int INT64 = ElementType.INT64.code();
    static final int BOOL = ElementType.BOOL.code();
    static final long OPSET = 22;

    private final GraphProto.Builder graph;
    private final List<FunctionProto> functions = new ArrayList<>();
    private int count;

    private Model(GraphProto.Builder graph) {
        this.graph = graph;
    }

    static Model model() {
        return new Model(GraphProto.builder().name("g"));
    }

    static Model modelOf(GraphProto graph) {
        return new Model(graph.toBuilder());
    }

    /** A graph input or output; dimensions are numbers, symbols, or null where they are left open. */
    static ValueInfoProto value(String name, int elementType, Object... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.builder();
        for (Object dim : dims) {
            DimensionProto.Builder one = DimensionProto.builder();
            if (dim instanceof Number number) {
                one.dimValue(number.longValue());
            } else {
                one.dimParam(dim.toString());
            }
            shape.addDim(one.build());
        }
        TensorTypeProto type = TensorTypeProto.builder()
                .elemType(elementType)
                .shape(shape.build())
                .build();
        return ValueInfoProto.builder()
                .name(name)
                .type(TypeProto.builder().tensorType(type).build())
                .build();
    }

    /** A value without a type. */
    static ValueInfoProto value(String name) {
        return ValueInfoProto.builder().name(name).build();
    }

    Model input(String name, int elementType, Object... dims) {
        graph.addInput(value(name, elementType, dims));
        return this;
    }

    Model output(String name) {
        graph.addOutput(value(name));
        return this;
    }

    Model output(String name, int elementType, Object... dims) {
        graph.addOutput(value(name, elementType, dims));
        return this;
    }

    Model initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    Model node(NodeProto node) {
        graph.addNode(node);
        return this;
    }

    /** A node named {@code n} and its number. Names are separated by blanks; {@code -} is an omitted input. */
    Model node(String operator, String inputs, String outputs, AttributeProto... attributes) {
        return node(nodeOf("n" + count++, operator, inputs, outputs, attributes));
    }

    static NodeProto nodeOf(String name, String operator, String inputs, String outputs, AttributeProto... attributes) {
        return NodeProto.builder()
                .name(name)
                .opType(operator)
                .input(names(inputs))
                .output(names(outputs))
                .attribute(List.of(attributes))
                .build();
    }

    private static List<String> names(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(n -> n.equals("-") ? "" : n)
                        .toList();
    }

    /** A function of domain {@code local}. */
    Model function(String name, String inputs, String outputs, NodeProto... nodes) {
        functions.add(FunctionProto.builder()
                .name(name)
                .domain("local")
                .input(names(inputs))
                .output(names(outputs))
                .node(List.of(nodes))
                .addOpsetImport(opset("", OPSET))
                .addOpsetImport(opset("local", 1))
                .build());
        return this;
    }

    /** A call of a function of domain {@code local}. */
    static NodeProto call(String function, String inputs, String outputs) {
        return nodeOf("call " + function, function, inputs, outputs).toBuilder()
                .domain("local")
                .build();
    }

    static OperatorSetIdProto opset(String domain, long version) {
        return OperatorSetIdProto.builder().domain(domain).version(version).build();
    }

    GraphProto graph() {
        return graph.build();
    }

    ModelProto.Builder proto() {
        ModelProto.Builder proto = ModelProto.builder()
                .irVersion(10)
                .graph(graph())
                .functions(functions)
                .addOpsetImport(opset("", OPSET));
        return functions.isEmpty() ? proto : proto.addOpsetImport(opset("local", 1));
    }

    byte[] bytes() {
        return bytes(proto());
    }

    static byte[] bytes(ModelProto.Builder proto) {
        return WireWriter.toBytes(proto.build());
    }

    static AttributeProto ints(String name, long... values) {
        return attribute(name, AttributeType.INTS).ints(Numbers.ofLongs(values)).build();
    }

    static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeType.INT).i(value).build();
    }

    static AttributeProto real(String name, float value) {
        return attribute(name, AttributeType.FLOAT).f(value).build();
    }

    static AttributeProto text(String name, String value) {
        return attribute(name, AttributeType.STRING).s(Bytes.of(value)).build();
    }

    static AttributeProto tensor(String name, TensorProto value) {
        return attribute(name, AttributeType.TENSOR).t(value).build();
    }

    static AttributeProto body(String name, GraphProto value) {
        return attribute(name, AttributeType.GRAPH).g(value).build();
    }

    static AttributeProto.Builder attribute(String name, int type) {
        return AttributeProto.builder().name(name).type(type);
    }

    static TensorProto.Builder tensor(String name, int elementType, long... dims) {
        return TensorProto.builder().name(name).dataType(elementType).dims(Numbers.ofLongs(dims));
    }

    /** A vector of INT64. */
    static TensorProto int64(String name, long... values) {
        return tensor(name, INT64, values.length)
                .int64Data(Numbers.ofLongs(values))
                .build();
    }

    static TensorProto int64Scalar(String name, long value) {
        return tensor(name, INT64).int64Data(Numbers.ofLongs(value)).build();
    }

    /** A vector of FLOAT. */
    static TensorProto floats(String name, float... values) {
        return tensor(name, FLOAT, values.length)
                .floatData(Numbers.ofFloats(values))
                .build();
    }

    static TensorProto floatScalar(String name, float value) {
        return tensor(name, FLOAT).floatData(Numbers.ofFloats(value)).build();
    }

    static TensorProto bool(String name, boolean value) {
        return tensor(name, BOOL).int32Data(int32s(value ? 1 : 0)).build();
    }

    static Numbers int32s(long... values) {
        return Numbers.ofLongs(values);
    }

    static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.builder().key(key).value(Bytes.of(value)).build();
    }
}
