package dev.sardonyx.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.Opaque;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.control.If;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Squeeze;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.ModelProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.OperatorSetIdProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.ValueInfoProto;
import dev.sardonyx.onnx.proto.WireWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxWriterTest {
    OnnxWriterTest() {}

    /** A product, and axes that old operator sets have as attributes. */
    private static Graph small() {
        GraphBuilder g = GraphBuilder.named("small");
        Ref x = g.input("x", ElementType.FLOAT, 2, 3);
        Ref w = g.constant("w", Tensor.ofFloats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
        Ref axes = g.constant("axes", Tensor.ofInt64(0));
        Ref wide = x.then(new MatMul(), w).then(new Unsqueeze(), axes);
        Ref shape = g.constant("shape", Tensor.ofInt64(4));
        g.output("y", wide.then(new Squeeze(), axes).then(new Relu()).then(new Reshape(false), shape));
        return g.build();
    }

    private static GraphProto proto(Graph graph, long opset) {
        return graphOf(OnnxWriter.toProto(OnnxModel.of(graph), WriteOptions.DEFAULT.withOpset(opset)));
    }

    private static GraphProto graphOf(ModelProto model) {
        return Objects.requireNonNull(model.graph());
    }

    private static List<String> constants(GraphProto graph) {
        return graph.initializer().stream().map(TensorProto::nameOrEmpty).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5, 8, 11, 12, 13, 18, 21, 23, 27})
    void writesTheSameBytesAfterReading(long opset) {
        WriteOptions options = WriteOptions.DEFAULT.withOpset(opset);
        byte[] once = OnnxWriter.toBytes(OnnxModel.of(small()), options);
        assertThat(OnnxWriter.toBytes(OnnxModel.of(small()), options)).isEqualTo(once);
        OnnxModel model = OnnxReader.read(once);
        assertThat(OnnxWriter.toBytes(model)).isEqualTo(once);
        assertThat(OnnxWriter.toBytes(model, options)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 11, 13, 27})
    void computesTheSameAfterReading(long opset) {
        Graph copy = OnnxReader.read(OnnxWriter.toBytes(OnnxModel.of(small()), WriteOptions.DEFAULT.withOpset(opset)))
                .graph();
        Map<String, Tensor> inputs = Map.of("x", Tensor.ofFloats(Shape.of(2, 3), 1, -2, 3, -4, 5, -6));
        Interpreter interpreter = new Interpreter(Limits.DEFAULT);
        assertThat(((Tensor) interpreter.run(copy, inputs).getFirst()).toFloats())
                .isEqualTo(((Tensor) interpreter.run(small(), inputs).getFirst()).toFloats());
    }

    @Test
    void leavesOutConstantsThatBecameAttributes() {
        assertThat(constants(proto(small(), 13))).containsExactly("w", "axes", "shape");
        assertThat(constants(proto(small(), 12))).containsExactly("w", "shape");
        assertThat(constants(proto(small(), 1))).containsExactly("w");
    }

    @Test
    void keepsConstantsThatNobodyReads() {
        GraphBuilder g = GraphBuilder.named("unused");
        Ref x = g.input("x", ElementType.FLOAT, 1);
        g.constant("spare", Tensor.ofInt64(1, 2, 3));
        g.output("y", x.then(new Relu()));
        assertThat(constants(proto(g.build(), 11))).containsExactly("spare");
    }

    @Test
    void listsConstantsAmongTheInputsOfOldFormats() {
        assertThat(proto(small(), 8).input())
                .extracting(ValueInfoProto::nameOrEmpty)
                .containsExactly("x", "w", "shape");
        assertThat(proto(small(), 9).input()).hasSize(1);
    }

    @Test
    void takesTheFormatVersionOfTheOperatorSet() {
        Map<Long, Long> expected = Map.of(1L, 3L, 8L, 3L, 9L, 4L, 14L, 7L, 18L, 8L, 20L, 9L, 22L, 10L, 27L, 13L);
        expected.forEach((opset, ir) -> assertThat(
                        OnnxWriter.toProto(OnnxModel.of(small()), WriteOptions.DEFAULT.withOpset(opset))
                                .irVersion())
                .as("operator set %d", opset)
                .isEqualTo(ir));
    }

    @Test
    void keepsWhatAModelSaysOfItself() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 20; i > 0; i--) {
            metadata.put("key" + i, "value" + i);
        }
        Node node = new Node("n", new Relu(), List.of("x"), List.of("h"), "a node", metadata);
        Node last = Node.of("", new Sqrt(), List.of("h"), List.of("y"));
        TensorType type = TensorType.of(ElementType.FLOAT, Shape.of(2));
        Graph graph = new Graph(
                "g",
                List.of(new ValueInfo("x", type, "an input", metadata)),
                List.of(ValueInfo.of("y", type)),
                List.of(node, last),
                Map.of(),
                List.of(ValueInfo.of("h", type)),
                "a graph",
                metadata);
        OnnxModel model = new OnnxModel(
                graph, 9, Map.of("", 17L, "my.domain", 3L), "me", "2", "org", 5, "a model", metadata, List.of());
        OnnxModel copy = OnnxReader.read(OnnxWriter.toBytes(model));
        assertThat(copy.graph().nodes()).isEqualTo(graph.nodes());
        assertThat(copy.graph().inputs()).isEqualTo(graph.inputs());
        assertThat(copy.graph().declared()).isEqualTo(graph.declared());
        assertThat(copy.graph().nodes().getFirst().metadata().keySet()).containsExactlyElementsOf(metadata.keySet());
        assertThat(copy.graph().doc()).isEqualTo("a graph");
        assertThat(copy.withGraph(graph)).isEqualTo(model);
    }

    @Test
    void writesBodiesThatCapture() {
        GraphBuilder g = GraphBuilder.named("choice");
        Ref x = g.input("x", ElementType.FLOAT, 2, 1);
        Ref condition = g.input("condition", ElementType.BOOL);
        GraphBuilder yes = g.body("yes");
        yes.output("a", yes.add(new Squeeze(), x, yes.int64(1)));
        GraphBuilder no = g.body("no");
        no.output("b", no.add(new Reshape(false), x, no.int64(2)));
        g.output("y", g.add(new If(yes.build(), no.build()), condition));
        for (long opset : new long[] {8, 11, 13, 27}) {
            WriteOptions options = WriteOptions.DEFAULT.withOpset(opset);
            byte[] once = OnnxWriter.toBytes(OnnxModel.of(g.build()), options);
            OnnxModel copy = OnnxReader.read(once);
            assertThat(OnnxWriter.toBytes(copy)).as("at %d", opset).isEqualTo(once);
            for (boolean choice : new boolean[] {true, false}) {
                Tensor y = (Tensor) new Interpreter(Limits.DEFAULT)
                        .run(
                                copy.graph(),
                                Map.of("x", Tensor.ofFloats(Shape.of(2, 1), 1, 2), "condition", Tensor.scalar(choice)))
                        .getFirst();
                assertThat(y.toFloats()).containsExactly(1, 2);
            }
        }
    }

    /** A node of a domain that nobody knows, with an attribute that is stored in an unusual way. */
    private static ModelProto unknownOperator() {
        NodeProto node = NodeProto.builder()
                .opType("Secret")
                .domain("org.secret")
                .name("s")
                .addInput("x")
                .addOutput("y")
                .addAttribute(AttributeProto.builder()
                        .name("depth")
                        .i(0)
                        .type(AttributeType.INT)
                        .build())
                .build();
        ModelProto model = OnnxWriter.toProto(OnnxModel.of(small()), WriteOptions.DEFAULT.withOpset(13));
        return model.toBuilder()
                .addOpsetImport(OperatorSetIdProto.builder()
                        .domain("org.secret")
                        .version(4)
                        .build())
                .graph(GraphProto.builder()
                        .name("g")
                        .addNode(node)
                        .addInput(info(model, "x"))
                        .addOutput(info(model, "x").toBuilder().name("y").build())
                        .build())
                .build();
    }

    private static ValueInfoProto info(ModelProto model, String name) {
        return graphOf(model).input().stream()
                .filter(input -> input.nameOrEmpty().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesUnknownOperatorsAsTheyWereRead() {
        ModelProto proto = unknownOperator();
        byte[] bytes = WireWriter.toBytes(proto);
        OnnxModel model = OnnxReader.read(bytes, ReadOptions.DEFAULT.keepingUnsupported());
        assertThat(model.graph().nodes().getFirst().operator()).isInstanceOf(Opaque.class);
        GraphProto before = Objects.requireNonNull(proto.graph());
        GraphProto after = Objects.requireNonNull(
                OnnxWriter.toProto(model, WriteOptions.DEFAULT.withOpset(21)).graph());
        assertThat(dev.sardonyx.onnx.proto.WireWriter.toBytes(after.node().getFirst()))
                .isEqualTo(
                        dev.sardonyx.onnx.proto.WireWriter.toBytes(before.node().getFirst()));
    }

    @Test
    void importsTheDomainsThatAreUsedAndThoseTheModelHad() {
        OnnxModel model = new OnnxModel(small(), 8, Map.of("org.other", 2L), "", "", "", 0, "", Map.of(), List.of());
        assertThat(OnnxReader.read(OnnxWriter.toBytes(model)).opsets()).isEqualTo(Map.of("org.other", 2L, "", 27L));
    }

    @Test
    void listsEverythingTheOperatorSetCannotSay() {
        GraphBuilder g = GraphBuilder.named("young");
        Ref x = g.input("x", ElementType.FLOAT, 2, 2);
        Ref axes = g.input("axes", ElementType.INT64, 1);
        Ref shape = g.input("shape", ElementType.INT64, 1);
        g.output("y", x.then(new Unsqueeze(), axes));
        g.output("z", x.then(new Reshape(true), shape));
        assertThatThrownBy(() -> OnnxWriter.toBytes(OnnxModel.of(g.build()), WriteOptions.DEFAULT.withOpset(11)))
                .isInstanceOfSatisfying(
                        UnsupportedModelException.class,
                        e -> assertThat(e.missing())
                                .extracting(UnsupportedModelException.Missing::name)
                                .containsExactly("Unsqueeze", "Reshape"));
    }

    @Test
    void refusesOperatorSetsThatDoNotExist() {
        assertThatThrownBy(() -> WriteOptions.DEFAULT.withOpset(29))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 to 27");
        assertThatThrownBy(() -> WriteOptions.DEFAULT.withOpset(-1)).isInstanceOf(InputException.class);
        WriteOptions development = WriteOptions.DEFAULT.withOpset(28);
        assertThatThrownBy(() -> OnnxWriter.toBytes(OnnxModel.of(small()), development))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("in development");
        assertThat(OnnxWriter.toBytes(OnnxModel.of(small()), development.allowingDevelopmentOpsets()))
                .isNotEmpty();
    }
}
