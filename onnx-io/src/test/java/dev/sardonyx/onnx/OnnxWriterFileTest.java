package dev.sardonyx.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.FileAccess;
import dev.sardonyx.onnx.proto.ModelFile;
import dev.sardonyx.onnx.proto.ModelProto;
import dev.sardonyx.onnx.proto.TensorProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxWriterFileTest {
    private static final WriteOptions EXTERNAL = WriteOptions.DEFAULT.withExternalData();

    @TempDir
    private Path folder;

    OnnxWriterFileTest() {}

    private static OnnxModel model(float fill) {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, 1, 20);
        Ref odd = g.constant("../../odd", filled(Shape.of(20, 13), fill));
        Ref even = g.constant("even", filled(Shape.of(13, 20), fill + 1));
        Ref small = g.constant("small", filled(Shape.of(20, 1), fill + 2));
        g.output("y", x.then(new MatMul(), odd).then(new MatMul(), even).then(new MatMul(), small));
        return OnnxModel.of(g.build());
    }

    private static Tensor filled(Shape shape, float value) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT, shape);
        for (long i = 0; i < tensor.elements(); i++) {
            tensor.setDouble(i, value + i);
        }
        return tensor;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertSameConstants(OnnxModel actual, OnnxModel expected) {
        expected.graph()
                .constants()
                .forEach((name, value) ->
                        assertThat(actual.graph().constants().get(name)).matches(value::contentEquals));
    }

    @Test
    void writesOneFile() throws IOException {
        Path file = folder.resolve("m.onnx");
        OnnxWriter.write(model(0), file);
        assertThat(files()).containsExactly("m.onnx");
        assertThat(Files.readAllBytes(file)).isEqualTo(OnnxWriter.toBytes(model(0)));
        assertSameConstants(OnnxReader.read(file), model(0));
    }

    @Test
    void replacesTheFileTheModelWasReadFrom() throws IOException {
        Path file = folder.resolve("m.onnx");
        OnnxWriter.write(model(0), file);
        OnnxModel model = OnnxReader.read(file);
        OnnxWriter.write(model, file, WriteOptions.DEFAULT.withOpset(11));
        assertSameConstants(model, model(0));
        assertSameConstants(OnnxReader.read(file), model(0));
        assertThat(OnnxReader.read(file).opset()).isEqualTo(11);
        assertThat(files()).containsExactly("m.onnx");
    }

    @Test
    void putsLargeTensorsBesideTheModel() throws IOException {
        Path file = folder.resolve("m o\\d.onnx");
        OnnxWriter.write(model(0), file, EXTERNAL);
        assertThat(files()).hasSize(2);
        assertThat(files().getLast()).matches("m_o_d\\.onnx-[0-9a-f]{16}\\.data");
        assertSameConstants(OnnxReader.read(file), model(0));
        ModelProto proto = ModelFile.open(file, FileAccess.COPIED).parse(Limits.DEFAULT);
        List<TensorProto> tensors =
                proto.graph() == null ? List.of() : proto.graph().initializer();
        assertThat(tensors).extracting(TensorProto::isExternal).containsExactly(true, true, false);
        assertThat(tensors.get(1).externalData().get(1).value()).isEqualTo(Bytes.of("1088"));
    }

    @Test
    void neverChangesTheDataOfAModelThatIsReplaced() throws IOException {
        Path file = folder.resolve("m.onnx");
        OnnxWriter.write(model(0), file, EXTERNAL);
        byte[] oldModel = Files.readAllBytes(file);
        OnnxWriter.write(model(0), file, EXTERNAL);
        assertThat(Files.readAllBytes(file)).isEqualTo(oldModel);
        assertThat(files()).hasSize(2);
        OnnxWriter.write(model(5), file, EXTERNAL);
        assertThat(files()).hasSize(3);
        assertSameConstants(OnnxReader.read(file), model(5));
        // As if the process had died before the model was moved.
        Files.write(file, oldModel);
        assertSameConstants(OnnxReader.read(file), model(0));
    }

    @Test
    void leavesAReadOnlyFileAlone() throws IOException {
        Path file = folder.resolve("m.onnx");
        OnnxWriter.write(model(0), file);
        assertThat(file.toFile().setWritable(false)).isTrue();
        assertThatThrownBy(() -> OnnxWriter.write(model(1), file))
                .isInstanceOf(ModelIoException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> OnnxWriter.write(model(1), file, EXTERNAL)).isInstanceOf(ModelIoException.class);
        assertSameConstants(OnnxReader.read(file), model(0));
        assertThat(files()).containsExactly("m.onnx");
    }

    @Test
    void refusesPlacesThatCannotHoldAFile() throws IOException {
        Path missing = folder.resolve("missing/m.onnx");
        assertThatThrownBy(() -> OnnxWriter.write(model(0), missing))
                .isInstanceOf(ModelIoException.class)
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> OnnxWriter.write(model(0), folder))
                .isInstanceOf(ModelIoException.class)
                .hasMessageContaining("a folder has this name");
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesEverythingAsItWasWhereWritingFails() throws IOException {
        Path file = folder.resolve("m.onnx");
        OnnxWriter.write(model(0), file, EXTERNAL);
        List<String> before = files();
        assertThatThrownBy(() -> OnnxWriter.write(closed(), file, EXTERNAL)).isInstanceOf(RuntimeException.class);
        assertThat(files()).isEqualTo(before);
        assertSameConstants(OnnxReader.read(file), model(0));
    }

    /** A model whose second tensor cannot be read any more when it is written. */
    private static OnnxModel closed() {
        Graph graph = model(3).graph();
        try (Arena arena = Arena.ofConfined()) {
            Tensor gone = Tensor.of(ElementType.FLOAT, Shape.of(13, 20), arena.allocate(4 * 13 * 20));
            Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
            constants.put("even", gone);
            return OnnxModel.of(graph.withNodes(graph.nodes(), constants));
        }
    }

    @Test
    void removesWhatADeadProcessLeft() throws IOException {
        Path old = Files.createFile(folder.resolve(".m.onnx.0123456789abcdef.sardonyx-tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Files.createFile(folder.resolve(".m.onnx.0123456789abcdee.sardonyx-tmp"));
        Files.createFile(folder.resolve(".other.onnx.0123456789abcdef.sardonyx-tmp"));
        OnnxWriter.write(model(0), folder.resolve("m.onnx"));
        assertThat(files())
                .containsExactly(
                        ".m.onnx.0123456789abcdee.sardonyx-tmp", ".other.onnx.0123456789abcdef.sardonyx-tmp", "m.onnx");
    }

    @Test
    void saysHowToWriteMoreThanOneMessageHolds() throws IOException {
        Path sparse = folder.resolve("weights");
        Shape shape = Shape.of(1, 1 << 29);
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(
                        sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Tensor large = Tensor.of(
                    ElementType.FLOAT, shape, channel.map(FileChannel.MapMode.READ_WRITE, 0, 4L << 29, arena));
            Graph graph = new Graph(
                    "g",
                    List.of(),
                    List.of(ValueInfo.of("y", TensorType.of(ElementType.FLOAT, shape))),
                    List.of(Node.of("", new Relu(), List.of("w"), List.of("y"))),
                    Map.of("w", large),
                    List.of(),
                    "",
                    Map.of());
            assertThatThrownBy(() -> OnnxWriter.write(OnnxModel.of(graph), folder.resolve("m.onnx")))
                    .isInstanceOf(LimitExceededException.class)
                    .hasMessageContaining("external data file");
        }
        assertThat(files()).containsExactly("weights");
    }

    @Test
    void needsAFileForExternalData() {
        assertThatThrownBy(() -> OnnxWriter.toBytes(model(0), EXTERNAL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("path");
    }
}
