package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.mapping.Mapping;
import dev.sardonyx.onnx.mapping.Mappings;
import dev.sardonyx.onnx.mapping.NodeReader;
import dev.sardonyx.onnx.mapping.ReadScope;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.SparseTensorProto;
import dev.sardonyx.onnx.proto.StringStringEntryProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.TypeProto;
import dev.sardonyx.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one graph: inputs, constants, nodes in order, each inferred as it comes; bodies the same way inside. */
final class GraphReader implements ReadScope {
    private final ModelContext context;
    private final @Nullable GraphReader outer;
    private final int depth;
    private final Opsets opsets;
    private final Typing typing;
    private final Map<String, Tensor> constants;
    private final List<Node> nodes;
    private final Set<String> defined;

    GraphReader(ModelContext context, @Nullable GraphReader outer, Opsets opsets) {
        this.context = context;
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
        this.opsets = opsets;
        this.typing = new Typing(outer == null ? null : outer.typing, context.limits);
        this.constants = new LinkedHashMap<>();
        this.nodes = new ArrayList<>();
        this.defined = new HashSet<>();
    }

    Graph read(GraphProto proto) {
        // Again, after the message was read: bodies of functions end up in one another.
        Limits.require("subgraphNesting", depth, context.limits.subgraphNesting(), place());
        readConstants(proto);
        List<ValueInfo> inputs = readInputs(proto);
        for (NodeProto node : proto.node()) {
            context.functions.expand(node, opsets, context::freshName, this::readNode);
        }
        List<ValueInfo> outputs = new ArrayList<>();
        for (ValueInfoProto output : proto.output()) {
            outputs.add(valueInfo(output));
        }
        List<ValueInfo> declared = new ArrayList<>();
        for (ValueInfoProto info : proto.valueInfo()) {
            if (defined.contains(info.nameOrEmpty()) || typing.typeOrNull(info.nameOrEmpty()) != null) {
                declared.add(valueInfo(info));
            }
        }
        return new Graph(
                proto.nameOrEmpty(),
                inputs,
                outputs,
                nodes,
                constants,
                declared,
                text(proto.docString()),
                metadata(proto.metadataProps()));
    }

    private void readConstants(GraphProto proto) {
        for (TensorProto tensor : proto.initializer()) {
            String name = tensor.nameOrEmpty();
            define(name, "initializer");
            addConstant(name, context.tensors.read(tensor, place().withTensor(name)));
        }
        for (SparseTensorProto sparse : proto.sparseInitializer()) {
            String name = sparse.values() == null ? "" : sparse.values().nameOrEmpty();
            define(name, "sparse initializer");
            addConstant(name, SparseTensors.densify(sparse, context, place().withTensor(name)));
        }
    }

    private List<ValueInfo> readInputs(GraphProto proto) {
        List<ValueInfo> inputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ValueInfoProto input : proto.input()) {
            ValueInfo info = valueInfo(input);
            if (!seen.add(info.name())) {
                throw new ModelInvalidException("graph input is listed twice", place().withTensor(info.name()));
            }
            if (constants.containsKey(info.name())) {
                checkDefault(info);
                continue; // a constant that old files list among the inputs too
            }
            define(info.name(), "graph input");
            if (info.type() != null) {
                typing.define(info.name(), info.type());
            } else if (outer == null) {
                throw new ModelInvalidException("graph input has no type", place().withTensor(info.name()));
            }
            inputs.add(info);
        }
        return inputs;
    }

    private void checkDefault(ValueInfo info) {
        ValueType declared = info.type();
        ValueType actual = typing.type(info.name());
        if (declared != null && !Typing.isCompatible(declared, actual)) {
            throw new ModelInvalidException(
                    "input is declared " + declared + ", but its initializer is " + actual,
                    place().withTensor(info.name()));
        }
    }

    private void define(String name, String what) {
        if (name.isEmpty()) {
            throw new ModelInvalidException("an " + what + " has no name", place());
        }
        if (!defined.add(name)) {
            throw new ModelInvalidException(what + " '" + name + "' is defined twice", place().withTensor(name));
        }
        if (outer != null && outer.typing.typeOrNull(name) != null) {
            throw new ModelInvalidException(
                    what + " '" + name + "' of a body has the name of a value around it", place().withTensor(name));
        }
    }

    private Where place() {
        return context.source == null ? Where.UNKNOWN : Where.source(context.source);
    }

    private void readNode(NodeProto node, Opsets opsetsOfNode) {
        String domain = Mappings.normalizeDomain(node.domainOrEmpty());
        String name = node.opTypeOrEmpty();
        long opset = opsetsOfNode.version(domain);
        if (opset == 0 && domain.isEmpty()) {
            throw new ModelInvalidException("the model imports no operator set of ONNX's own domain", where(node));
        }
        for (String output : node.output()) {
            if (!output.isEmpty()) {
                define(output, "node output");
            }
        }
        Mapping mapping = context.mappings.find(domain, name);
        int version = mapping == null ? 0 : mapping.versionAt(opset == 0 ? 1 : opset);
        if (mapping == null || version == 0) {
            keep(
                    node,
                    domain,
                    opset,
                    mapping == null ? "unknown operator" : "came with operator set " + mapping.firstVersion());
            return;
        }
        GraphReader scope = opsetsOfNode == opsets ? this : withOpsets(opsetsOfNode);
        NodeReader reader = new NodeReader(scope, node, version);
        Operator operator;
        try {
            operator = mapping.read(reader);
        } catch (UnsupportedModelException e) {
            if (!e.missing().isEmpty()) {
                throw e;
            }
            keep(node, domain, opset, e.detail());
            return;
        } catch (ModelInvalidException e) {
            // An operator's own checks do not know which node it is of.
            throw e.where().isUnknown() ? new ModelInvalidException(e.detail(), where(node), e) : e;
        }
        reader.finish(operator);
    }

    /** Bodies inside a function are written against the function's operator sets. */
    private GraphReader withOpsets(Opsets other) {
        return new GraphReader(this, other);
    }

    /** A view of {@code same} that reads into it. */
    private GraphReader(GraphReader same, Opsets opsets) {
        this.context = same.context;
        this.outer = same.outer;
        this.depth = same.depth;
        this.opsets = opsets;
        this.typing = same.typing;
        this.constants = same.constants;
        this.nodes = same.nodes;
        this.defined = same.defined;
    }

    private void keep(NodeProto node, String domain, long version, String reason) {
        context.addMissing(domain, node.opTypeOrEmpty(), version, reason);
        nodes.add(new Node(
                node.nameOrEmpty(),
                new Opaque(domain, node.opTypeOrEmpty(), version, node, reason),
                node.input(),
                node.output(),
                text(node.docString()),
                metadata(node.metadataProps())));
    }

    private ValueInfo valueInfo(ValueInfoProto proto) {
        String name = proto.nameOrEmpty();
        TypeProto type = proto.type();
        boolean isEmpty = type == null || TypeCodec.isEmpty(type);
        return new ValueInfo(
                name,
                type == null || isEmpty ? null : TypeCodec.read(type, name, context.limits, place().withTensor(name)),
                text(proto.docString()),
                metadata(proto.metadataProps()));
    }

    private static String text(@Nullable Bytes bytes) {
        return bytes == null ? "" : bytes.utf8();
    }

    static Map<String, String> metadata(List<StringStringEntryProto> entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (StringStringEntryProto entry : entries) {
            map.put(entry.keyOrEmpty(), text(entry.value()));
        }
        return map;
    }

    private void addConstant(String name, Tensor value) {
        constants.put(name, value);
        typing.defineValue(name, value);
    }

    @Override
    public Typing typing() {
        return typing;
    }

    @Override
    public Where where(NodeProto node) {
        String label = node.nameOrEmpty().isEmpty()
                ? "-> " + (node.output().isEmpty() ? "" : node.output().getFirst())
                : node.nameOrEmpty();
        String domain = Mappings.normalizeDomain(node.domainOrEmpty());
        return place().withNode(label, domain.isEmpty() ? node.opTypeOrEmpty() : domain + "::" + node.opTypeOrEmpty());
    }

    @Override
    public Tensor tensor(TensorProto proto, Where where) {
        return context.tensors.read(proto, where);
    }

    @Override
    public Graph graph(GraphProto proto) {
        return new GraphReader(context, this, opsets).read(proto);
    }

    @Override
    public ValueType type(TypeProto proto, Where where) {
        return TypeCodec.read(proto, "", context.limits, where);
    }

    @Override
    public String freshName(String base) {
        return context.freshName(base);
    }

    @Override
    public String constant(String name, Tensor value) {
        addConstant(name, value);
        return name;
    }

    @Override
    public void emit(
            String nodeName,
            Operator operator,
            List<String> inputs,
            List<String> outputs,
            String doc,
            List<StringStringEntryProto> metadata) {
        Node node = new Node(nodeName, operator, inputs, outputs, doc, metadata(metadata));
        nodes.add(node);
        typing.infer(node);
    }
}
