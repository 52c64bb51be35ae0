package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node of a model on its way to becoming an operator. */
public final class NodeReader {
    private final ReadScope scope;
    private final NodeProto node;
    private final Where where;
    private final int version;
    private final Attributes attributes;
    private final List<String> inputs;
    private final List<String> outputs;

    /** For the importer: a reader of {@code node}, whose operator's version in force is {@code version}. */
    public NodeReader(ReadScope scope, NodeProto node, int version) {
        this.scope = scope;
        this.node = node;
        this.where = scope.where(node);
        this.version = version;
        this.attributes = new Attributes(node.attribute(), where);
        this.inputs = new ArrayList<>(node.input());
        this.outputs = new ArrayList<>(node.output());
        attributes.skip("consumed_inputs"); // a hint of version 1 that says nothing of the result
    }

    /** The newest version of the operator that is not above the model's operator set. */
    public int version() {
        return version;
    }

    public boolean has(String attribute) {
        return attributes.has(attribute);
    }

    /** Accepts an attribute that has no meaning here. */
    public void skip(String attribute) {
        attributes.skip(attribute);
    }

    public long integer(String name, long otherwise) {
        AttributeProto a = attributes.get(name, AttributeType.INT);
        return a == null ? otherwise : orZero(a.i());
    }

    public long integer(String name) {
        AttributeProto a = attributes.get(name, AttributeType.INT);
        if (a == null) {
            throw attributes.missing(name);
        }
        return orZero(a.i());
    }

    public @Nullable Long integerOrNull(String name) {
        AttributeProto a = attributes.get(name, AttributeType.INT);
        return a == null ? null : orZero(a.i());
    }

    private static long orZero(@Nullable Long i) {
        return i == null ? 0 : i;
    }

    /** An int attribute that means yes or no. */
    public boolean flag(String name, boolean otherwise) {
        return integer(name, otherwise ? 1 : 0) != 0;
    }

    /** An int attribute that names an element type. */
    public ElementType elementType(String name) {
        return elementTypeOf(name, integer(name));
    }

    public ElementType elementType(String name, ElementType otherwise) {
        return elementTypeOf(name, integer(name, otherwise.code()));
    }

    public @Nullable ElementType elementTypeOrNull(String name) {
        Long code = integerOrNull(name);
        return code == null ? null : elementTypeOf(name, code);
    }

    private ElementType elementTypeOf(String name, long code) {
        return ElementType.ofCode(code >= 0 && code < 1000 ? (int) code : 0)
                .orElseThrow(
                        () -> new ModelInvalidException("attribute '" + name + "' is no element type: " + code, where));
    }

    public float real(String name, float otherwise) {
        AttributeProto a = attributes.get(name, AttributeType.FLOAT);
        return a == null ? otherwise : orZero(a.f());
    }

    public @Nullable Float realOrNull(String name) {
        AttributeProto a = attributes.get(name, AttributeType.FLOAT);
        return a == null ? null : orZero(a.f());
    }

    private static float orZero(@Nullable Float f) {
        return f == null ? 0 : f;
    }

    public String text(String name, String otherwise) {
        String text = textOrNull(name);
        return text == null ? otherwise : text;
    }

    public @Nullable String textOrNull(String name) {
        AttributeProto a = attributes.get(name, AttributeType.STRING);
        return a == null ? null : attributes.bytes(a).utf8();
    }

    /** The ints, or an empty list where the attribute is absent. */
    public List<Long> integers(String name) {
        List<Long> list = integersOrNull(name);
        return list == null ? List.of() : list;
    }

    public @Nullable List<Long> integersOrNull(String name) {
        AttributeProto a = attributes.get(name, AttributeType.INTS);
        return a == null ? null : Arrays.stream(a.ints().toLongs()).boxed().toList();
    }

    /** The floats, or an empty list where the attribute is absent. */
    public List<Float> reals(String name) {
        AttributeProto a = attributes.get(name, AttributeType.FLOATS);
        List<Float> list = new ArrayList<>();
        if (a != null) {
            for (float f : a.floats().toFloats()) {
                list.add(f);
            }
        }
        return list;
    }

    /** The strings, or an empty list where the attribute is absent. */
    public List<String> texts(String name) {
        AttributeProto a = attributes.get(name, AttributeType.STRINGS);
        return a == null ? List.of() : a.strings().stream().map(Bytes::utf8).toList();
    }

    public @Nullable Tensor tensorOrNull(String name) {
        AttributeProto a = attributes.get(name, AttributeType.TENSOR);
        return a == null || a.t() == null ? null : scope.tensor(a.t(), where);
    }

    public Tensor tensor(String name) {
        Tensor tensor = tensorOrNull(name);
        if (tensor == null) {
            throw attributes.missing(name);
        }
        return tensor;
    }

    /** The body in a graph attribute. */
    public Graph graph(String name) {
        AttributeProto a = attributes.get(name, AttributeType.GRAPH);
        if (a == null || a.g() == null) {
            throw attributes.missing(name);
        }
        return scope.graph(a.g());
    }

    /** The type in a type_proto attribute, or null where absent. */
    public @Nullable ValueType typeOrNull(String name) {
        AttributeProto a = attributes.get(name, AttributeType.TYPE_PROTO);
        return a == null || a.tp() == null ? null : scope.type(a.tp(), where);
    }

    public int inputCount() {
        return inputs.size();
    }

    /** Whether input {@code i} is there. */
    public boolean hasInput(int i) {
        return i < inputs.size() && !inputs.get(i).isEmpty();
    }

    /** The value name of input {@code i}; empty where omitted. */
    public String input(int i) {
        return i < inputs.size() ? inputs.get(i) : "";
    }

    /** Puts another value in the place of input {@code i}; the list grows as needed. */
    public void setInput(int i, String value) {
        while (inputs.size() <= i) {
            inputs.add("");
        }
        inputs.set(i, value);
    }

    /** Leaves out the inputs from {@code count} on. */
    public void truncateInputs(int count) {
        while (inputs.size() > count) {
            inputs.removeLast();
        }
    }

    public int outputCount() {
        return outputs.size();
    }

    public String output(int k) {
        return k < outputs.size() ? outputs.get(k) : "";
    }

    /** Leaves out the outputs from {@code count} on, which must be unused forms of old versions. */
    public void truncateOutputs(int count) {
        while (outputs.size() > count) {
            outputs.removeLast();
        }
    }

    /** The inferred type of input {@code i}, or null where it is not known. */
    public @Nullable TensorType inputType(int i) {
        return hasInput(i) && scope.typing().typeOrNull(input(i)) instanceof TensorType type ? type : null;
    }

    public @Nullable SymbolicShape inputShape(int i) {
        TensorType type = inputType(i);
        return type == null ? null : type.shape();
    }

    /** The rank of input {@code i}, which an old form needs to be translated. */
    public int inputRank(int i) {
        SymbolicShape shape = inputShape(i);
        if (shape == null) {
            throw unsupported("version " + version + " of the operator needs the rank of input " + i
                    + ", which is not known; add shapes to the model");
        }
        return shape.rank();
    }

    public ElementType inputElementType(int i) {
        TensorType type = inputType(i);
        if (type == null) {
            throw unsupported("the element type of input " + i + " is not known");
        }
        return type.elementType();
    }

    /** The value of input {@code i} where it is known before the run, else null. */
    public @Nullable Tensor constantInput(int i) {
        return hasInput(i) ? scope.typing().constant(input(i)) : null;
    }

    /** A constant of the graph with a generated name after {@code role}; gives its name. */
    public String constant(String role, Tensor value) {
        return scope.constant(scope.freshName(base() + "/" + role), value);
    }

    public String int64(String role, long... values) {
        return constant(role, Tensor.ofLongs(ElementType.INT64, Shape.of(values.length), values));
    }

    public String int64(String role, List<Long> values) {
        return int64(role, values.stream().mapToLong(Long::longValue).toArray());
    }

    /** Where the ints attribute is there: makes it the INT64 input {@code i}, as newer versions have it. */
    public void attributeToInput(String name, int i) {
        List<Long> values = integersOrNull(name);
        if (values != null) {
            setInput(i, int64(name, values));
        }
    }

    /** Emits a one-output operator before the node; gives the name of its result. */
    public String emit(String role, Operator operator, String... operands) {
        String output = scope.freshName(base() + "/" + role);
        scope.emit(output, operator, List.of(operands), List.of(output), "", List.of());
        return output;
    }

    /** Makes the node's output a constant of the graph; the reader then returns null. */
    public void constantOutput(Tensor value) {
        scope.constant(output(0), value);
    }

    /** Emits the operator that makes the node's own outputs, over other inputs. */
    public void emitLast(Operator operator, String... operands) {
        scope.emit(
                node.nameOrEmpty(),
                operator,
                List.of(operands),
                List.copyOf(outputs),
                node.docString() == null ? "" : node.docString().utf8(),
                node.metadataProps());
    }

    /** For the importer: emits what the row's reader returned, over the inputs as they are now. */
    public void finish(@Nullable Operator operator) {
        attributes.requireAllRead();
        if (operator != null) {
            while (!inputs.isEmpty() && inputs.getLast().isEmpty()) {
                inputs.removeLast();
            }
            emitLast(operator, inputs.toArray(new String[0]));
        }
    }

    private String base() {
        if (!node.nameOrEmpty().isEmpty()) {
            return node.nameOrEmpty();
        }
        return outputs.isEmpty() ? node.opTypeOrEmpty() : outputs.getFirst();
    }

    /** The node is against ONNX's rules. */
    public SardonyxException invalid(String message) {
        return new ModelInvalidException(message, where);
    }

    /** The node may be right, but cannot be read. */
    public SardonyxException unsupported(String message) {
        return new UnsupportedModelException(message, where);
    }
}
