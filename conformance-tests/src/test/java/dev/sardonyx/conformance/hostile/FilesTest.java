package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.entry;
import static dev.sardonyx.conformance.hostile.Model.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.onnx.ReadOptions;
import dev.sardonyx.onnx.WriteOptions;
import dev.sardonyx.onnx.proto.FileAccess;
import dev.sardonyx.onnx.proto.StringStringEntryProto;
import dev.sardonyx.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files beside a model that it may not touch, or that change under it; and files that are written. */
@Timeout(60)
final class FilesTest {
    private static final int SIDE = 512;
    private static final int BYTES = 4 * SIDE * SIDE;

    @TempDir
    private Path folder;

    FilesTest() {}

    private Path write(StringStringEntryProto... data) {
        TensorProto weights = Model.tensor("w", Model.FLOAT, SIDE, SIDE)
                .dataLocation(1)
                .externalData(List.of(data))
                .build();
        byte[] bytes = model().input("x", Model.FLOAT, "N", SIDE)
                .initializer(weights)
                .node("MatMul", "x w", "y")
                .output("y")
                .bytes();
        try {
            return Files.write(Files.createDirectories(folder.resolve("home")).resolve("m.onnx"), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path weights() throws IOException {
        return Files.write(Files.createDirectories(folder.resolve("home")).resolve("w.bin"), new byte[BYTES]);
    }

    @TestFactory
    Stream<DynamicTest> filesElsewhere() throws IOException {
        weights();
        Files.write(folder.resolve("secret.bin"), new byte[BYTES]);
        Files.createDirectories(folder.resolve("home/sub"));
        Files.createSymbolicLink(folder.resolve("home/link.bin"), folder.resolve("secret.bin"));
        Files.createSymbolicLink(folder.resolve("home/up"), folder);
        Files.createLink(folder.resolve("home/hard.bin"), folder.resolve("secret.bin"));
        Cases cases = new Cases();
        for (String location : List.of(
                "",
                "/etc/passwd",
                "/dev/zero",
                "../secret.bin",
                "sub/../../secret.bin",
                "..\\secret.bin",
                "C:\\secret.bin",
                "\\\\host\\share",
                "file:w.bin",
                "w.bin\0.txt",
                ".",
                "sub",
                "link.bin",
                "up/secret.bin",
                "hard.bin")) {
            cases.add(
                    "'" + location.replace('\0', '0') + "'",
                    type(ModelSecurityException.class).tensor("w"),
                    () -> OnnxReader.read(write(entry("location", location))));
        }
        cases.add(
                "a marker that is no path",
                type(SardonyxException.class)
                        .also(e -> assertThat(e).isInstanceOfAny(ModelSecurityException.class, ModelIoException.class)),
                () -> OnnxReader.read(write(entry("location", "*/_ORT_MEM_ADDR_/*"))));
        cases.add(
                "a file that is not there",
                type(ModelIoException.class).tensor("w"),
                () -> OnnxReader.read(write(entry("location", "missing.bin"))));
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> ranges() throws IOException {
        weights();
        Cases cases = new Cases();
        String all = Integer.toString(BYTES);
        record Range(String name, String offset, String length) {}
        for (Range range : List.of(
                new Range("beyond the end", "1", all),
                new Range("offset beyond the end", all, all),
                new Range("sum that overflows", Long.toString(Long.MAX_VALUE), all),
                new Range("negative offset", "-1", all),
                new Range("negative length", "0", "-1"),
                new Range("length of another tensor", "0", "4"),
                new Range("offset that is no number", "0x10", all),
                new Range("length beyond a long", "0", "99999999999999999999"))) {
            cases.add(
                    range.name,
                    type(ModelFormatException.class).tensor("w"),
                    () -> OnnxReader.read(write(
                            entry("location", "w.bin"), entry("offset", range.offset), entry("length", range.length))));
        }
        return cases.stream();
    }

    private void shrink() throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve("home/w.bin"), StandardOpenOption.WRITE)) {
            channel.truncate(100);
        }
    }

    private static Map<String, Tensor> rows(int count) {
        return Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(count, SIDE)));
    }

    @TestFactory
    Stream<DynamicTest> weightsThatShrinkAfterTheyWereMapped() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String backend : Cases.BACKENDS) {
            tests.add(DynamicTest.dynamicTest("before compilation, on " + backend, () -> {
                weights();
                Graph graph = OnnxReader.read(write(entry("location", "w.bin"))).graph();
                shrink();
                type(ModelIoException.class).says("shrank").check(() -> {
                    try (Session session = Session.open(graph, SessionOptions.on(backend))) {
                        session.run(rows(2));
                    }
                });
            }));
            tests.add(DynamicTest.dynamicTest("before a run, on " + backend, () -> {
                weights();
                Graph graph = OnnxReader.read(write(entry("location", "w.bin"))).graph();
                try (Session session = Session.open(graph, SessionOptions.on(backend))) {
                    shrink();
                    type(ModelIoException.class).says("shrank").check(() -> session.run(rows(2)));
                    assertThat(session.memoryInUse()).isZero();
                }
            }));
            tests.add(DynamicTest.dynamicTest("a copy is safe, on " + backend, () -> {
                weights();
                Path model = write(entry("location", "w.bin"));
                Graph graph = OnnxReader.read(model, ReadOptions.DEFAULT.withAccess(FileAccess.COPIED))
                        .graph();
                shrink();
                try (Session session = Session.open(graph, SessionOptions.on(backend))) {
                    Value y = session.run(rows(1)).get("y");
                    assertThat(((Tensor) y).toFloats()).containsOnly(0);
                }
            }));
        }
        return tests.stream();
    }

    @Test
    void exportsThatFailLeaveTheOldFile() throws IOException {
        Graph graph = OnnxReader.read(BytesTest.small().getFirst().bytes()).graph();
        Path directory = Files.createDirectories(folder.resolve("m.onnx"));
        Files.write(directory.resolve("inside"), new byte[1]);
        type(SardonyxException.class).check(() -> OnnxWriter.write(OnnxModel.of(graph), directory));
        type(SardonyxException.class).check(() -> OnnxWriter.write(OnnxModel.of(graph), folder.resolve("none/m.onnx")));
        assertThat(Files.exists(folder.resolve("none"))).isFalse();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("m.onnx");
        }
    }

    @Test
    void exportsTakeNoFileNameFromATensor() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Graph graph = OnnxReader.read(model().input("x", Model.FLOAT, "N", SIDE)
                        .initializer(Model.tensor("../../evil", Model.FLOAT, SIDE, SIDE)
                                .rawData(dev.sardonyx.onnx.proto.Bytes.of(new byte[BYTES]))
                                .build())
                        .node("MatMul", "x ../../evil", "y")
                        .output("y")
                        .bytes())
                .graph();
        OnnxWriter.write(OnnxModel.of(graph), home.resolve("m.onnx"), WriteOptions.DEFAULT.withExternalData());
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile))
                    .hasSize(2)
                    .allMatch(p -> p.getParent().equals(home));
        }
        assertThat(OnnxReader.read(home.resolve("m.onnx")).graph().constants()).containsKey("../../evil");
    }
}
