package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.limit;
import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.WireWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bytes that are no model, or a part of one. */
final class BytesTest {
    private static final int GRAPH = 7;
    private static final int UNKNOWN = 999;

    BytesTest() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }

    private static byte[] tag(int field, int wireType) {
        int value = (field << 3) | wireType;
        return value < 128 ? bytes(value) : bytes((value & 127) | 128, value >> 7);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] random() {
        byte[] bytes = new byte[500];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @TestFactory
    Stream<DynamicTest> otherFiles() {
        String lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 46811216\n";
        return new Cases()
                        .read(
                                "empty",
                                type(ModelFormatException.class).offset(0).says("empty"),
                                bytes())
                        .read("one byte", type(ModelFormatException.class).offset(1), bytes(8))
                        .read("zeros", type(ModelFormatException.class).says("field number 0"), new byte[64])
                        .read("random bytes", type(ModelFormatException.class), random())
                        .read(
                                "LFS pointer",
                                type(ModelFormatException.class).says("Git LFS", "git lfs pull"),
                                ascii(lfs))
                        .read(
                                "PNG",
                                type(ModelFormatException.class).says("PNG"),
                                ascii("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"))
                        .read("ZIP", type(ModelFormatException.class).says("ZIP"), ascii("PK\3\4\24\0\0\0\10\0"))
                        .read("gzip", type(ModelFormatException.class).says("gzip"), bytes(31, 139, 8, 0, 0, 0))
                        .read(
                                "HTML",
                                type(ModelFormatException.class).says("HTML"),
                                ascii("<!DOCTYPE html>\n<html><head>"))
                        .read(
                                "JSON",
                                type(ModelFormatException.class).says("JSON"),
                                ascii("{\"error\": \"not found\"}"))
                        .read("a graph without the message around it", type(SardonyxException.class), withoutModel())
                        .stream();
    }

    private static byte[] withoutModel() {
        return WireWriter.toBytes(small().getFirst().graph());
    }

    @TestFactory
    Stream<DynamicTest> brokenEncoding() {
        byte[] good = small().getFirst().bytes();
        return new Cases()
                        .read(
                                "varint of 11 bytes",
                                format(good.length + 11).says("10 bytes"),
                                join(good, elevenBytes()))
                        .read("field number 0", format(good.length + 1), join(good, bytes(0, 0)))
                        .read("wire type 6", format(good.length + 2), join(good, tag(UNKNOWN, 6)))
                        .read("wire type 7", format(good.length + 2), join(good, tag(UNKNOWN, 7)))
                        .read("graph as a number", format(good.length + 1), join(good, tag(GRAPH, 0), bytes(1)))
                        .read("ir_version as text", format(good.length + 1), join(good, tag(1, 2), bytes(1, 65)))
                        .read("length beyond the end", format(good.length + 2), join(good, tag(GRAPH, 2), bytes(100)))
                        .read("length of 2^63", format(good.length + 11), join(good, tag(GRAPH, 2), hugeLength()))
                        .read("end of a group that never began", format(good.length + 2), join(good, tag(UNKNOWN, 4)))
                        .read("groups 101 deep", format(-2), join(good, repeated(tag(UNKNOWN, 3), 101)))
                        .read("groups a million deep", format(-2), join(good, repeated(tag(UNKNOWN, 3), 1_000_000)))
                        .read(
                                "name that is no UTF-8",
                                format(good.length + 2),
                                join(good, tag(2, 2), bytes(2, 0xc3, 0x28)))
                        .read(
                                "half a surrogate",
                                format(good.length + 2),
                                join(good, tag(2, 2), bytes(3, 0xed, 0xa0, 0x80)))
                        .read("name of 1 MB", limit("nameLength").allowed(65_536), longName())
                        .stream();
    }

    /** A format error at a byte; -2 where it does not matter which. */
    private static Expected format(long offset) {
        Expected expected = type(ModelFormatException.class);
        return offset == -2 ? expected.also(e -> assertThat(e.where().offset()).isPositive()) : expected.offset(offset);
    }

    private static byte[] elevenBytes() {
        return join(tag(1, 0), bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1));
    }

    private static byte[] hugeLength() {
        return bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 1);
    }

    private static byte[] longName() {
        return model().input("x", Model.FLOAT, 1)
                .node("Relu", "x", "y".repeat(1 << 20))
                .output("y")
                .bytes();
    }

    @Test
    void namesDoNotReachLogsAsTheyAre() {
        Model model = model().input("x\n2026 ERROR \u202e", Model.FLOAT, 1)
                .node("Relu", "y\u001b[2J", "z")
                .output("z");
        type(ModelInvalidException.class)
                .also(e -> assertThat(e.getMessage()).doesNotContain("\n", "\u001b", "\u202e"))
                .check(() -> OnnxReader.read(model.bytes()));
    }

    @Test
    void groupsOfOthersAreSkipped() {
        byte[] good = small().getFirst().bytes();
        byte[] groups = join(repeated(tag(UNKNOWN, 3), 100), repeated(tag(UNKNOWN, 4), 100));
        assertThat(OnnxReader.read(join(good, groups)).graph().nodes()).hasSize(1);
    }

    @Test
    void aMillionUnknownFieldsCostTheirBytes() {
        byte[] good = small().getFirst().bytes();
        byte[] fields = repeated(join(tag(UNKNOWN, 0), bytes(1), tag(UNKNOWN - 1, 2), bytes(0)), 1_000_000);
        long start = System.nanoTime();
        assertThat(OnnxReader.read(join(good, fields)).graph().nodes()).hasSize(1);
        assertThat((System.nanoTime() - start) / fields.length)
                .as("ns per byte")
                .isLessThan(1000);
    }

    @Test
    void theLastOfARepeatedNumberCounts() {
        byte[] good = small().getFirst().bytes();
        assertThat(OnnxReader.read(join(good, tag(1, 0), bytes(9))).irVersion()).isEqualTo(9);
    }

    @TestFactory
    Stream<DynamicTest> everyTruncationFailsOrHasTheWholeGraph() {
        return small().stream()
                .map(model -> DynamicTest.dynamicTest(model.graph().nameOrEmpty(), () -> {
                    byte[] whole = model.bytes();
                    OnnxModel expected = OnnxReader.read(whole);
                    for (int length = 0; length < whole.length; length++) {
                        OnnxModel start;
                        try {
                            start = OnnxReader.read(Arrays.copyOf(whole, length));
                        } catch (SardonyxException e) {
                            continue;
                        }
                        assertThat(start.graph().toString())
                                .as("the first %d bytes", length)
                                .isEqualTo(expected.graph().toString());
                    }
                    Bystander.check();
                }));
    }

    /** Three models of different features. */
    static List<Model> small() {
        Model loop = model().input("n", Model.INT64)
                .input("x", Model.FLOAT, "N", 2)
                .initializer(Model.bool("yes", true))
                .node("Loop", "n yes x", "last all", Model.body("body", loopBody()))
                .output("last")
                .output("all");
        Model weights = model().input("x", Model.FLOAT, 1, 1, 5, 5)
                .initializer(Model.tensor("w", Model.FLOAT, 1, 1, 3, 3)
                        .rawData(Bytes.of(new byte[36]))
                        .build())
                .initializer(Model.int64("shape", 1, -1))
                .node("Conv", "x w", "c", Model.ints("pads", 1, 1, 1, 1))
                .node("Reshape", "c shape", "r")
                .node("Softmax", "r", "y", Model.integer("axis", -1))
                .output("y", Model.FLOAT, 1, 25);
        return List.of(model().input("x", Model.FLOAT, 3).node("Relu", "x", "y").output("y"), weights, loop);
    }

    static GraphProto loopBody() {
        return model().input("i", Model.INT64)
                .input("go", Model.BOOL)
                .input("v", Model.FLOAT, "N", 2)
                .node("Identity", "go", "goOn")
                .node("Add", "v v", "twice")
                .node("Identity", "twice", "part")
                .output("goOn")
                .output("twice")
                .output("part")
                .graph();
    }
}
