package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operator on its way to becoming a node of a model at some operator set version. */
public final class NodeWriter {
    private final WriteScope scope;
    private final Node node;
    private final long opset;
    private final int version;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, AttributeProto> attributes = new LinkedHashMap<>();
    private String opType;
    private String domain;
    private boolean isDone;

    /** For the exporter: a writer of {@code node} under {@code mapping} at {@code opset} of its domain. */
    public NodeWriter(WriteScope scope, Node node, Mapping mapping, long opset) {
        this.scope = scope;
        this.node = node;
        this.opset = opset;
        this.version = mapping.versionAt(opset);
        this.opType = mapping.name();
        this.domain = mapping.domain();
        this.inputs = new ArrayList<>(node.inputs());
        this.outputs = new ArrayList<>(node.outputs());
    }

    /** The operator set version to write, of the operator's domain. */
    public long opset() {
        return opset;
    }

    /** The newest version of the operator that is not above {@link #opset}. */
    public int version() {
        return version;
    }

    /** Writes the node under another name of the same domain. */
    public void opType(String name) {
        opType = name;
    }

    public void attribute(String name, long value) {
        put(AttributeProto.builder().name(name).i(value).type(AttributeType.INT).build());
    }

    /** Writes the attribute unless it has its default value. */
    public void attribute(String name, long value, long otherwise) {
        if (value != otherwise) {
            attribute(name, value);
        }
    }

    public void flag(String name, boolean value, boolean otherwise) {
        attribute(name, value ? 1 : 0, otherwise ? 1 : 0);
    }

    public void attribute(String name, ElementType type) {
        attribute(name, type.code());
    }

    public void attribute(String name, float value) {
        put(AttributeProto.builder()
                .name(name)
                .f(value)
                .type(AttributeType.FLOAT)
                .build());
    }

    /** Writes the attribute unless it has its default value. */
    public void attribute(String name, float value, float otherwise) {
        if (Float.floatToIntBits(value) != Float.floatToIntBits(otherwise)) {
            attribute(name, value);
        }
    }

    public void attribute(String name, String value) {
        put(AttributeProto.builder()
                .name(name)
                .s(Bytes.of(value))
                .type(AttributeType.STRING)
                .build());
    }

    /** Writes the attribute unless it has its default value. */
    public void attribute(String name, String value, String otherwise) {
        if (!value.equals(otherwise)) {
            attribute(name, value);
        }
    }

    public void integers(String name, List<Long> values) {
        put(AttributeProto.builder()
                .name(name)
                .ints(Numbers.ofLongs(values.stream().mapToLong(Long::longValue).toArray()))
                .type(AttributeType.INTS)
                .build());
    }

    /** Writes the ints unless there are none. */
    public void integersUnlessEmpty(String name, List<Long> values) {
        if (!values.isEmpty()) {
            integers(name, values);
        }
    }

    public void reals(String name, List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        put(AttributeProto.builder()
                .name(name)
                .floats(Numbers.ofFloats(array))
                .type(AttributeType.FLOATS)
                .build());
    }

    public void texts(String name, List<String> values) {
        put(AttributeProto.builder()
                .name(name)
                .strings(values.stream().map(Bytes::of).toList())
                .type(AttributeType.STRINGS)
                .build());
    }

    public void attribute(String name, Tensor value) {
        put(AttributeProto.builder()
                .name(name)
                .t(scope.tensor("", value))
                .type(AttributeType.TENSOR)
                .build());
    }

    public void attribute(String name, Graph body) {
        put(AttributeProto.builder()
                .name(name)
                .g(scope.graph(body))
                .type(AttributeType.GRAPH)
                .build());
    }

    public void attribute(String name, ValueType type) {
        put(AttributeProto.builder()
                .name(name)
                .tp(scope.type(type))
                .type(AttributeType.TYPE_PROTO)
                .build());
    }

    private void put(AttributeProto attribute) {
        attributes.put(attribute.nameOrEmpty(), attribute);
    }

    public boolean hasInput(int i) {
        return i < inputs.size() && !inputs.get(i).isEmpty();
    }

    public String input(int i) {
        return i < inputs.size() ? inputs.get(i) : "";
    }

    public int inputCount() {
        return inputs.size();
    }

    public String output(int k) {
        return k < outputs.size() ? outputs.get(k) : "";
    }

    public int outputCount() {
        return outputs.size();
    }

    public void setInput(int i, String value) {
        while (inputs.size() <= i) {
            inputs.add("");
        }
        inputs.set(i, value);
    }

    /** Takes input {@code i} out; those behind it move up. */
    public void removeInput(int i) {
        if (i < inputs.size()) {
            inputs.remove(i);
        }
    }

    /** The value of input {@code i} where it is a constant of the graph, else null. */
    public @Nullable Tensor constantInput(int i) {
        return hasInput(i) ? scope.constantValue(input(i)) : null;
    }

    /** Makes constant INT64 input {@code i}, where there is one, the ints attribute that old versions have. */
    public void inputToAttribute(int i, String name) {
        if (!hasInput(i)) {
            removeInput(i);
            return;
        }
        Tensor value = constantInput(i);
        if (value == null) {
            cannot("input " + i + " ('" + name + "') must be a constant, which it is not");
            return;
        }
        List<Long> list = new ArrayList<>();
        for (long n : value.toLongs()) {
            list.add(n);
        }
        integers(name, list);
        removeInput(i);
    }

    /** The type of input {@code i}, or null where it is not known. */
    public @Nullable TensorType inputType(int i) {
        return hasInput(i) && scope.typeOrNull(input(i)) instanceof TensorType type ? type : null;
    }

    public @Nullable SymbolicShape inputShape(int i) {
        TensorType type = inputType(i);
        return type == null ? null : type.shape();
    }

    /** The value of this shape that a Reshape makes input {@code i} from, where there is one, else null. */
    public @Nullable String beforeReshape(int i, SymbolicShape shape) {
        Node producer = hasInput(i) ? scope.producer(input(i)) : null;
        if (producer == null || !(producer.operator() instanceof Reshape)) {
            return null;
        }
        String source = producer.inputs().getFirst();
        return scope.typeOrNull(source) instanceof TensorType type && shape.equals(type.shape()) ? source : null;
    }

    /** A constant of the model; gives its name. */
    public String constant(String role, Tensor value) {
        return scope.constant(scope.freshName(base() + "/" + role), value);
    }

    /** Writes a one-output operator before the node, at the same operator set; gives the name of its result. */
    public String emit(String role, Operator operator, String... operands) {
        String name = scope.freshName(base() + "/" + role);
        scope.write(Node.of(name, operator, List.of(operands), List.of(name)));
        return name;
    }

    /** Writes {@code operator} in the node's place, over other inputs; nothing else is written then. */
    public void emitLast(Operator operator, String... operands) {
        scope.write(new Node(node.name(), operator, List.of(operands), outputs, node.doc(), node.metadata()));
        isDone = true;
    }

    /** Gives the result another name, so that operators written {@linkplain #emitAfter after} make it. */
    public String renameOutput(int k, String role) {
        String name = scope.freshName(base() + "/" + role);
        outputs.set(k, name);
        return name;
    }

    private final List<Node> after = new ArrayList<>();

    /** Writes a one-output operator after the node, that makes value {@code output}. */
    public void emitAfter(Operator operator, String output, String... operands) {
        after.add(Node.of(output, operator, List.of(operands), List.of(output)));
    }

    private String base() {
        return node.name().isEmpty() ? node.outputs().getFirst() : node.name();
    }

    /** Reports that the version cannot say this; the export fails with all such reasons. */
    public void cannot(String reason) {
        scope.cannot(node, opset, reason);
    }

    /** For the exporter: whether the node was written in another form. */
    public boolean isDone() {
        return isDone;
    }

    public String opType() {
        return opType;
    }

    public String domain() {
        return domain;
    }

    public List<String> inputs() {
        return inputs;
    }

    public List<String> outputs() {
        return outputs;
    }

    /** For the exporter: the attributes in the order they were written. */
    public List<AttributeProto> attributes() {
        return List.copyOf(attributes.values());
    }

    /** For the exporter: what comes after the node. */
    public List<Node> after() {
        return after;
    }
}
