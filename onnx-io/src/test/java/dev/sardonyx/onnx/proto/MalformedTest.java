package dev.sardonyx.onnx.proto;

import static dev.sardonyx.onnx.proto.WireBytes.bytes;
import static dev.sardonyx.onnx.proto.WireBytes.field;
import static dev.sardonyx.onnx.proto.WireBytes.number;
import static dev.sardonyx.onnx.proto.WireBytes.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.SardonyxException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedTest {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int UNKNOWN = 999;

    static Stream<Arguments> malformed() {
        return Stream.of(
                row("half a tag", bytes(0x80), 1, "truncated in a field tag"),
                row("tag without value", bytes(0x08), 1, "truncated in ir_version"),
                row(
                        "varint of 11 bytes",
                        bytes(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
                        11,
                        "10 bytes"),
                row("field number 0", bytes(0x00, 0x00), 1, "field number 0"),
                row("field number of 2^29", bytes(0x80, 0x80, 0x80, 0x80, 0x10), 5, "not a protobuf field number"),
                row("wire type 6", bytes(0x0e), 1, "wire type 6"),
                row("wire type 6, unknown field", tag(UNKNOWN, 6), 2, "wire type 6"),
                row("wire type 7, unknown field", tag(UNKNOWN, 7), 2, "wire type 7"),
                row("ir_version as text", field(1, "x"), 1, "wire type 2 where 0 belongs in ir_version"),
                row("producer_name as number", number(2, 5), 1, "wire type 0 where 2 belongs in producer_name"),
                row("length beyond the file", tag(GRAPH, 2).and(bytes(100)), 2, "truncated: a length of 100"),
                row("length of 2^63", tag(GRAPH, 2).and(negative()), 11, "truncated: a length of 18446744073709551615"),
                row(
                        "length beyond the parent",
                        field(GRAPH, tag(NODE, 2).and(bytes(3, 0))).and(number(1, 9)),
                        4,
                        "a length of 3 bytes where the message around it has 1 left in graph.node"),
                row(
                        "fault in the third node",
                        field(
                                GRAPH,
                                field(NODE, bytes()).and(field(NODE, bytes())).and(field(NODE, bytes(0x0a)))),
                        9,
                        "truncated in graph.node[2].input"),
                row("text that is no UTF-8", field(2, bytes(0xc3, 0x28)), 2, "not UTF-8 in producer_name"),
                row("overlong UTF-8", field(2, bytes(0xc0, 0x80)), 2, "not UTF-8"),
                row("half a surrogate pair", field(2, bytes(0xed, 0xa0, 0x80)), 2, "not UTF-8"),
                row("end of a group that never began", tag(UNKNOWN, 4), 2, "never began"),
                row("group without an end", tag(UNKNOWN, 3), 2, "truncated in unknown field 999"),
                row("group with another's end", tag(UNKNOWN, 3).and(tag(UNKNOWN - 1, 4)), 4, "the end of group 998"),
                row("groups 101 deep", groups(101), 202, "groups nested more than 100 deep"),
                row("groups a million deep", groups(1_000_000), 202, "groups nested more than 100 deep"),
                row("3 bytes of floats", initializer(field(4, bytes(0, 0, 0))), 6, "multiple of 4 belongs"),
                row("half a packed integer", initializer(field(7, bytes(1, 0x80))), 6, "past the end of its list"),
                row(
                        "packed varint of 11 bytes",
                        initializer(field(7, bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1))),
                        6,
                        "10 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isAFormatErrorThatSaysWhere(String name, WireBytes model, long offset, String message) {
        ModelFormatException e =
                catchThrowableOfType(ModelFormatException.class, () -> parse(model.toArray(), Limits.DEFAULT));
        assertThat(e).hasMessageContaining(message);
        assertThat(e.where().offset()).isEqualTo(offset);
    }

    @Test
    void everyTruncationIsAnErrorOrTheSameWithoutItsEnd() {
        byte[] whole = model();
        ModelProto model = parse(whole, Limits.DEFAULT);
        int graphEnd = indexAfterGraph(whole);
        for (int length = 0; length < whole.length; length++) {
            ModelProto start;
            try {
                start = ModelFile.of(Arrays.copyOf(whole, length)).parse(Limits.DEFAULT);
            } catch (ModelFormatException e) {
                assertThat(e.where().offset()).isBetween(0L, (long) length);
                continue;
            }
            assertThat(length).as("a part of the graph was taken for the whole").isGreaterThanOrEqualTo(graphEnd);
            assertThat(start.graph()).isEqualTo(model.graph());
        }
    }

    @Test
    void noBytesMakeTheReaderFailOtherwise() {
        Random random = new Random(11);
        byte[] whole = model();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (round % 4 == 0) {
                random.nextBytes(bytes);
            }
            try {
                ModelProto model = parse(bytes, Limits.DEFAULT);
                assertThat(parse(WireWriter.toBytes(model), Limits.DEFAULT)).isEqualTo(model);
            } catch (SardonyxException e) {
                assertThat(e).isInstanceOfAny(ModelFormatException.class, LimitExceededException.class);
            }
        }
    }

    @Test
    void limitsAreNamed() {
        assertLimit("nameLength", field(2, "x".repeat(65_537)));
        assertLimit("messageNesting", field(GRAPH, field(11, field(2, sequences(60)))));
        assertLimit("subgraphNesting", subgraphs(33));
        assertThat(parse(subgraphs(32).toArray(), deep()).graph()).isNotNull();
        WireBytes nodes = bytes();
        for (int i = 0; i < 11; i++) {
            nodes.and(field(NODE, bytes()));
        }
        assertThatThrownBy(() -> parse(field(GRAPH, nodes).toArray(), Limits.DEFAULT.withNodes(10)))
                .isInstanceOfSatisfying(LimitExceededException.class, e -> {
                    assertThat(e.limit()).isEqualTo("nodes");
                    assertThat(e.asked()).isEqualTo(11);
                });
    }

    private static Arguments row(String name, WireBytes model, long offset, String message) {
        return Arguments.of(name, model, offset, message);
    }

    private static void assertLimit(String limit, WireBytes model) {
        assertThatThrownBy(() -> parse(model.toArray(), deepUnless(limit)))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    private static Limits deepUnless(String limit) {
        return limit.equals("subgraphNesting") ? deep() : Limits.DEFAULT;
    }

    private static Limits deep() {
        Limits l = Limits.DEFAULT;
        return new Limits(
                200,
                l.subgraphNesting(),
                l.functionDepth(),
                l.functions(),
                l.nodes(),
                l.nameLength(),
                l.rank(),
                l.attributeElements(),
                l.tensorBytes(),
                l.foldedTensorBytes(),
                l.foldedTotalBytes(),
                l.sessionBytes(),
                l.loopIterations(),
                l.passRounds());
    }

    private static WireBytes initializer(WireBytes fields) {
        return field(GRAPH, field(5, fields)).and(bytes());
    }

    private static WireBytes negative() {
        return bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 1);
    }

    private static WireBytes groups(int depth) {
        WireBytes out = bytes();
        for (int i = 0; i < depth; i++) {
            out.and(tag(UNKNOWN, 3));
        }
        return out;
    }

    private static WireBytes sequences(int depth) {
        WireBytes type = field(1, bytes());
        for (int i = 0; i < depth; i++) {
            type = field(4, field(1, type));
        }
        return type;
    }

    private static WireBytes subgraphs(int depth) {
        WireBytes graph = bytes();
        for (int i = 0; i < depth; i++) {
            graph = field(NODE, field(5, field(6, graph)));
        }
        return field(GRAPH, graph);
    }

    private static byte[] model() {
        AttributeProto alpha = AttributeProto.builder()
                .name("alpha")
                .type(AttributeType.FLOAT)
                .f(0)
                .build();
        NodeProto node = NodeProto.builder()
                .name("n")
                .opType("LeakyRelu")
                .input(List.of("x"))
                .output(List.of("y"))
                .addAttribute(alpha)
                .build();
        TensorProto weights = TensorProto.builder()
                .name("w")
                .dataType(1)
                .dims(Numbers.ofLongs(2, 300))
                .floatData(Numbers.ofFloats(1, 2, 3))
                .build();
        GraphProto graph = GraphProto.builder()
                .name("g")
                .addNode(node)
                .addInitializer(weights)
                .build();
        return WireWriter.toBytes(ModelProto.builder()
                .irVersion(10)
                .producerName("test")
                .graph(graph)
                .addOpsetImport(OperatorSetIdProto.builder().version(21).build())
                .addMetadataProps(StringStringEntryProto.builder()
                        .key("k")
                        .value(Bytes.of("v"))
                        .build())
                .build());
    }

    private static int indexAfterGraph(byte[] whole) {
        ModelProto model = parse(whole, Limits.DEFAULT);
        ModelProto start = model.toBuilder()
                .opsetImport(List.of())
                .metadataProps(List.of())
                .build();
        return (int) WireWriter.size(start);
    }

    private static ModelProto parse(byte[] bytes, Limits limits) {
        return new WireReader(MemorySegment.ofArray(bytes), limits, "test")
                .root(ModelProto.builder())
                .build();
    }
}
