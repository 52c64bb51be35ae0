package dev.sardonyx.onnx.proto;

import static dev.sardonyx.onnx.proto.WireBytes.bytes;
import static dev.sardonyx.onnx.proto.WireBytes.field;
import static dev.sardonyx.onnx.proto.WireBytes.number;
import static dev.sardonyx.onnx.proto.WireBytes.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Limits;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What protobuf says of fields that come more than once. */
class MergeTest {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int UNKNOWN = 999;

    @Test
    void repeatedFieldsMerge() {
        ModelProto model = parse(
                number(1, 3)
                        .and(number(1, 4))
                        .and(field(GRAPH, field(2, "first").and(field(NODE, field(4, "Relu")))))
                        .and(field(GRAPH, field(2, "second").and(field(NODE, field(4, "Tanh")))))
                        .toArray(),
                Limits.DEFAULT);
        GraphProto graph = Objects.requireNonNull(model.graph());
        assertThat(model.irVersion()).isEqualTo(4);
        assertThat(graph.name()).isEqualTo("second");
        assertThat(graph.node()).extracting(NodeProto::opType).containsExactly("Relu", "Tanh");
    }

    @Test
    void aLaterKindOfTypeReplacesTheEarlier() {
        WireBytes both = field(1, number(1, 7)).and(field(4, bytes()));
        TypeProto type = new WireReader(MemorySegment.ofArray(both.toArray()), Limits.DEFAULT, null)
                .root(TypeProto.builder())
                .build();
        assertThat(type.tensorType()).isNull();
        assertThat(type.sequenceType()).isNotNull();
    }

    @Test
    void packedAndSingleNumbersMix() {
        WireBytes mixed =
                number(8, 1).and(field(8, bytes(2, 3))).and(number(8, 4)).and(field(8, bytes()));
        AttributeProto attribute = new WireReader(MemorySegment.ofArray(mixed.toArray()), Limits.DEFAULT, null)
                .root(AttributeProto.builder())
                .build();
        assertThat(attribute.ints().toLongs()).containsExactly(1, 2, 3, 4);
        assertThat(attribute.i()).isNull();
    }

    @Test
    @Timeout(20)
    void manySmallFieldsTakeLinearTime() {
        WireBytes graph = bytes();
        for (int i = 0; i < 500_000; i++) {
            graph.and(tag(UNKNOWN, 0)).and(bytes(i & 0x7f)).and(field(2, bytes('g')));
        }
        // The same graph a hundred thousand times, one field each: merging must not copy what is already there.
        WireBytes model = field(GRAPH, graph);
        for (int i = 0; i < 100_000; i++) {
            model.and(field(GRAPH, field(NODE, bytes())));
        }
        byte[] bytes = model.toArray();

        GraphProto read = Objects.requireNonNull(parse(bytes, Limits.DEFAULT).graph());

        assertThat(read.unknown()).hasSize(500_000);
        assertThat(read.node()).hasSize(100_000);
    }

    private static ModelProto parse(byte[] bytes, Limits limits) {
        return new WireReader(MemorySegment.ofArray(bytes), limits, "test")
                .root(ModelProto.builder())
                .build();
    }
}
