package dev.sardonyx.onnx.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import dev.sardonyx.api.Limits;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against protobuf's own runtime: what it writes is read, and written again byte for byte. */
class RoundTripTest {
    private static final int ROUNDS = 200;

    @ParameterizedTest
    @ValueSource(strings = {"ModelProto", "SequenceProto", "OptionalProto", "MapProto", "TensorProto", "TypeProto"})
    void whatProtobufWritesComesBackByteForByte(String type) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            DynamicMessage message = new RandomMessages(seed).of(OnnxSchema.message(type), 5);
            byte[] bytes = message.toByteArray();
            Message parsed = parse(type, bytes);

            byte[] written = WireWriter.toBytes(parsed);

            assertThat(DynamicMessage.parseFrom(OnnxSchema.message(type), written))
                    .as("seed %d", seed)
                    .isEqualTo(message);
            assertThat(written).as("seed %d", seed).isEqualTo(bytes);
            assertThat(WireWriter.size(parsed)).isEqualTo(bytes.length);
            assertThat(parse(type, written)).isEqualTo(parsed).hasSameHashCodeAs(parsed);
        }
    }

    @Test
    void aBuilderStartedFromAMessageBuildsItAgain() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] bytes = new RandomMessages(seed)
                    .of(OnnxSchema.message("ModelProto"), 5)
                    .toByteArray();
            ModelProto model = (ModelProto) parse("ModelProto", bytes);
            assertThat(model.toBuilder().build()).isEqualTo(model);
        }
    }

    @Test
    void fieldsOfLaterVersionsSurvive() throws IOException {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(
                        900,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(-1)
                                .addFixed32(7)
                                .build())
                .addField(
                        901,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("future"))
                                .addGroup(UnknownFieldSet.newBuilder()
                                        .addField(
                                                1,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addFixed64(9)
                                                        .build())
                                        .build())
                                .build())
                .build();
        DynamicMessage message = DynamicMessage.newBuilder(OnnxSchema.message("NodeProto"))
                .setField(OnnxSchema.message("NodeProto").findFieldByName("op_type"), "Relu")
                .setUnknownFields(later)
                .build();

        NodeProto node = (NodeProto) parse("NodeProto", message.toByteArray());

        assertThat(node.opType()).isEqualTo("Relu");
        assertThat(node.unknown()).hasSize(1);
        assertThat(DynamicMessage.parseFrom(OnnxSchema.message("NodeProto"), WireWriter.toBytes(node)))
                .isEqualTo(message);
    }

    @Test
    void aChannelGetsTheSameBytesAsAnArray(@TempDir Path folder) throws IOException {
        byte[] weights = new byte[3_000_001];
        weights[weights.length - 1] = 42;
        TensorProto tensor = TensorProto.builder()
                .name("weights")
                .dims(Numbers.ofLongs(weights.length))
                .rawData(Bytes.of(weights))
                .build();
        ModelProto model = ModelProto.builder()
                .irVersion(10)
                .graph(GraphProto.builder().addInitializer(tensor).build())
                .build();
        Path file = folder.resolve("model.onnx");

        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            WireWriter.write(model, channel);
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(WireWriter.toBytes(model));
        assertThat(parse("ModelProto", Files.readAllBytes(file))).isEqualTo(model);
    }

    @Test
    void weightsAreNotCopied() {
        byte[] bytes = WireWriter.toBytes(
                TensorProto.builder().rawData(Bytes.of(new byte[] {1, 2, 3})).build());
        TensorProto tensor = (TensorProto) parse("TensorProto", bytes);

        bytes[bytes.length - 1] = 99;

        assertThat(tensor.rawData()).isEqualTo(Bytes.of(new byte[] {1, 2, 99}));
    }

    private static Message parse(String type, byte[] bytes) {
        WireReader in = new WireReader(MemorySegment.ofArray(bytes), Limits.DEFAULT, "test");
        return switch (type) {
            case "ModelProto" -> in.root(ModelProto.builder()).build();
            case "NodeProto" -> in.root(NodeProto.builder()).build();
            case "TensorProto" -> in.root(TensorProto.builder()).build();
            case "TypeProto" -> in.root(TypeProto.builder()).build();
            case "SequenceProto" -> in.root(SequenceProto.builder()).build();
            case "OptionalProto" -> in.root(OptionalProto.builder()).build();
            case "MapProto" -> in.root(MapProto.builder()).build();
            default -> throw new AssertionError(type);
        };
    }
}
