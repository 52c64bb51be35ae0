package dev.sardonyx.onnx;

import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.graph.BodyTypes;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Inliner;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.mapping.Mapping;
import dev.sardonyx.onnx.mapping.NodeWriter;
import dev.sardonyx.onnx.mapping.WriteScope;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.StringStringEntryProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.TypeProto;
import dev.sardonyx.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one graph: each node in the form the operator set has for it, or else as its decomposition; then the
 * constants that these still read. Bodies the same way inside.
 */
final class GraphWriter implements WriteScope {
    private final WriteContext context;
    private final Graph graph;
    private final boolean isBody;
    private final Typing typing;
    private final Inliner inliner;
    private final Map<String, Tensor> generated = new LinkedHashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, Node> producers = new HashMap<>();
    private final Set<String> readBefore = new HashSet<>();
    private final Set<String> readNow = new HashSet<>();

    private GraphWriter(WriteContext context, Graph graph, boolean isBody, Typing typing) {
        this.context = context;
        this.graph = graph;
        this.isBody = isBody;
        this.typing = typing;
        this.inliner = new Inliner(graph, typing, context.options.limits());
        for (Node node : graph.nodes()) {
            readBefore.addAll(Liveness.reads(node));
            node.outputs().forEach(output -> producers.put(output, node));
        }
    }

    /** Writes a whole model's graph. What could not be written is in the context afterwards. */
    static GraphProto write(Graph graph, WriteContext context) {
        context.collectNames(graph);
        return new GraphWriter(context, graph, false, Typing.of(graph, context.options.limits())).write();
    }

    @Override
    public GraphProto graph(Graph body) {
        return new GraphWriter(context, body, true, BodyTypes.of(body, typing, context.options.limits())).write();
    }

    private GraphProto write() {
        graph.nodes().forEach(this::put);
        dropUnread();
        Map<String, Tensor> constants = constants();
        GraphProto.Builder proto = GraphProto.builder();
        if (!graph.name().isEmpty()) {
            proto.name(graph.name());
        }
        List<ValueInfoProto> inputs = new ArrayList<>();
        graph.inputs().forEach(input -> inputs.add(valueInfo(input)));
        if (context.irVersion >= FormatVersions.CONSTANTS_ARE_NO_INPUTS) {
            constants.forEach((name, value) -> proto.addInitializer(initializer(name, value)));
        } else if (isBody) {
            // Constants would have to be formal inputs too, and a body has those that its operator asks for.
            constants.forEach((name, value) -> proto.addNode(constantNode(name, value)));
        } else {
            constants.forEach((name, value) -> {
                proto.addInitializer(initializer(name, value));
                inputs.add(valueInfo(ValueInfo.of(name, value.type())));
            });
        }
        nodes.forEach(proto::addNode);
        inputs.forEach(proto::addInput);
        graph.outputs().forEach(output -> proto.addOutput(valueInfo(output)));
        Set<String> defined = defined(constants);
        for (ValueInfo info : graph.declared()) {
            if (defined.contains(info.name())) {
                proto.addValueInfo(valueInfo(info));
            }
        }
        if (!graph.doc().isEmpty()) {
            proto.docString(Bytes.of(graph.doc()));
        }
        return proto.metadataProps(metadata(graph.metadata())).build();
    }

    /** Drops nodes that nobody reads any more because every reader says in another way what they say. */
    private void dropUnread() {
        readNow.addAll(graph.outputNames());
        List<NodeProto> kept = new ArrayList<>();
        for (NodeProto node : nodes.reversed()) {
            boolean wasRead = node.output().stream().anyMatch(readBefore::contains);
            boolean isRead = node.output().stream().anyMatch(name -> readNow.contains(name) || isNew(name));
            if (isRead || !wasRead) {
                kept.add(node);
                readNow.addAll(NodeReferences.of(node));
            }
        }
        nodes.clear();
        nodes.addAll(kept.reversed());
    }

    /** Whether nobody read the value before, so that nobody can have stopped to. */
    private boolean isNew(String name) {
        return !name.isEmpty() && !readBefore.contains(name);
    }

    /** The constants to write, in order: all but those that nobody reads any more, as with nodes. */
    private Map<String, Tensor> constants() {
        Map<String, Tensor> kept = new LinkedHashMap<>();
        graph.constants().forEach((name, value) -> {
            if (readNow.contains(name) || !readBefore.contains(name)) {
                kept.put(name, value);
            }
        });
        generated.forEach((name, value) -> {
            if (readNow.contains(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private Set<String> defined(Map<String, Tensor> constants) {
        Set<String> names = new HashSet<>(graph.inputNames());
        names.addAll(constants.keySet());
        nodes.forEach(node -> names.addAll(node.output()));
        return names;
    }

    private TensorProto initializer(String name, Tensor value) {
        Tensor host = value.toHost();
        return context.external == null ? TensorCodec.write(name, host) : context.external.write(name, host);
    }

    private NodeProto constantNode(String name, Tensor value) {
        context.use("", context.opset);
        return NodeProto.builder()
                .opType("Constant")
                .addOutput(name)
                .addAttribute(AttributeProto.builder()
                        .name("value")
                        .t(tensor("", value))
                        .type(AttributeType.TENSOR)
                        .build())
                .build();
    }

    private static ValueInfoProto valueInfo(ValueInfo info) {
        ValueInfoProto.Builder proto = ValueInfoProto.builder().name(info.name());
        if (info.type() != null) {
            proto.type(TypeCodec.write(info.type()));
        }
        if (!info.doc().isEmpty()) {
            proto.docString(Bytes.of(info.doc()));
        }
        return proto.metadataProps(metadata(info.metadata())).build();
    }

    static List<StringStringEntryProto> metadata(Map<String, String> metadata) {
        List<StringStringEntryProto> entries = new ArrayList<>();
        metadata.forEach((key, value) -> entries.add(
                StringStringEntryProto.builder().key(key).value(Bytes.of(value)).build()));
        return entries;
    }

    private void put(Node node) {
        if (node.operator() instanceof Opaque opaque) {
            putOpaque(node, opaque);
            return;
        }
        Mapping mapping = context.mappings.find(node.operator());
        if (mapping == null) {
            putDecomposed(node, context.opset, "it has no form in ONNX");
        } else if (mapping.versionAt(context.opset(mapping)) == 0) {
            String reason = "it came with operator set " + mapping.firstVersion();
            putDecomposed(node, context.opset(mapping), reason);
        } else {
            putMapped(node, mapping);
        }
    }

    private void putMapped(Node node, Mapping mapping) {
        long opset = context.opset(mapping);
        Mark mark = new Mark();
        NodeWriter out = new NodeWriter(this, node, mapping, opset);
        mapping.write(node.operator(), out);
        if (!out.isDone()) {
            nodes.add(proto(node, out));
        }
        out.after().forEach(this::write);
        context.use(out.domain(), opset);
        if (mark.hasNewReasons() && canDecompose(node)) {
            List<Missing> reasons = mark.undo();
            decompose(node);
            if (mark.hasNewReasons()) {
                mark.undo();
                context.missing().addAll(reasons);
            }
        }
    }

    private static NodeProto proto(Node node, NodeWriter out) {
        NodeProto.Builder proto = NodeProto.builder()
                .opType(out.opType())
                .input(withoutTrailingOmitted(out.inputs()))
                .output(withoutTrailingOmitted(out.outputs()))
                .attribute(out.attributes())
                .metadataProps(metadata(node.metadata()));
        if (!node.name().isEmpty()) {
            proto.name(node.name());
        }
        if (!out.domain().isEmpty()) {
            proto.domain(out.domain());
        }
        if (!node.doc().isEmpty()) {
            proto.docString(Bytes.of(node.doc()));
        }
        return proto.build();
    }

    private static List<String> withoutTrailingOmitted(List<String> names) {
        int count = names.size();
        while (count > 0 && names.get(count - 1).isEmpty()) {
            count--;
        }
        return names.subList(0, count);
    }

    private void putOpaque(Node node, Opaque opaque) {
        if (!(opaque.attributes() instanceof NodeProto original)) {
            cannot(node, opaque.version(), "its attributes are not ONNX's");
            return;
        }
        long version = Math.max(1, opaque.version());
        if (opaque.domain().isEmpty() && version != context.opset) {
            cannot(node, context.opset, "an unknown operator of set " + version + " has no other form");
            return;
        }
        if (NodeReferences.haveExternalData(original)) {
            cannot(node, version, "its attributes lie in another model's data file");
            return;
        }
        context.use(opaque.domain(), version);
        nodes.add(
                original.toBuilder().input(node.inputs()).output(node.outputs()).build());
    }

    private boolean canDecompose(Node node) {
        return node.operator() instanceof CompositeOperator && inliner.canInline(node);
    }

    private void putDecomposed(Node node, long opset, String reason) {
        if (!(node.operator() instanceof CompositeOperator)) {
            cannot(node, opset, reason);
        } else if (!inliner.canInline(node)) {
            cannot(node, opset, reason + ", and its decomposition needs ranks that are not known");
        } else {
            decompose(node);
        }
    }

    private void decompose(Node node) {
        List<Node> parts;
        try {
            parts = inliner.inline(node);
        } catch (SardonyxException e) {
            cannot(node, context.opset, "it cannot be decomposed: " + e.detail());
            return;
        }
        Map<String, String> renamed = new HashMap<>();
        for (Node part : parts) {
            for (String input : part.inputs()) {
                Tensor constant = inliner.constants().get(input);
                if (constant != null && !graph.constants().containsKey(input) && !renamed.containsKey(input)) {
                    renamed.put(input, constant(context.freshName(input), constant));
                }
            }
            List<String> outputs = new ArrayList<>();
            for (String output : part.outputs()) {
                outputs.add(output.isEmpty() || node.outputs().contains(output) ? output : fresh(output, renamed));
            }
            List<String> inputs = part.inputs().stream()
                    .map(input -> renamed.getOrDefault(input, input))
                    .toList();
            put(part.withValues(inputs, outputs));
        }
    }

    /** The inliner knows the names of this graph only; the model's names are more. */
    private String fresh(String name, Map<String, String> renamed) {
        String unique = context.freshName(name);
        if (!unique.equals(name)) {
            renamed.put(name, unique);
            ValueType type = typing.typeOrNull(name);
            Tensor value = typing.constant(name);
            if (value != null) {
                typing.defineValue(unique, value);
            } else if (type != null) {
                typing.define(unique, type);
            }
        }
        return unique;
    }

    /** A point to come back to where one way of writing a node proves impossible. */
    private final class Mark {
        private final int nodeCount = nodes.size();
        private final int generatedCount = generated.size();
        private final int missingCount = context.missing().size();

        boolean hasNewReasons() {
            return context.missing().size() > missingCount;
        }

        /** Takes back everything since; gives the reasons that were found. */
        List<Missing> undo() {
            List<Missing> newReasons =
                    context.missing().subList(missingCount, context.missing().size());
            List<Missing> reasons = List.copyOf(newReasons);
            newReasons.clear();
            nodes.subList(nodeCount, nodes.size()).clear();
            List.copyOf(generated.keySet()).stream().skip(generatedCount).forEach(generated::remove);
            return reasons;
        }
    }

    @Override
    public void write(Node node) {
        boolean isTyped = node.outputs().stream().allMatch(name -> name.isEmpty() || typing.typeOrNull(name) != null);
        if (!isTyped) {
            typing.infer(node);
        }
        put(node);
    }

    @Override
    public TensorProto tensor(String name, Tensor value) {
        return TensorCodec.write(name, value.toHost());
    }

    @Override
    public TypeProto type(ValueType type) {
        return TypeCodec.write(type);
    }

    @Override
    public @Nullable Tensor constantValue(String name) {
        return typing.constant(name);
    }

    @Override
    public @Nullable ValueType typeOrNull(String name) {
        return typing.typeOrNull(name);
    }

    @Override
    public @Nullable Node producer(String name) {
        return producers.get(name);
    }

    @Override
    public String freshName(String base) {
        return context.freshName(base);
    }

    @Override
    public String constant(String name, Tensor value) {
        generated.put(name, value);
        typing.defineValue(name, value);
        return name;
    }

    @Override
    public void cannot(Node node, long opset, String reason) {
        Operator operator = node.operator();
        context.missing().add(new Missing(operator.domain(), operator.name(), opset, 1, reason));
    }
}
