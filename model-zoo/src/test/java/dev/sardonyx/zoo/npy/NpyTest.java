package dev.sardonyx.zoo.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    private static final String EMPTY = "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            names = {
                "FLOAT16", "FLOAT", "DOUBLE", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64",
                "BOOL"
            })
    void returnsWhatWasWritten(ElementType type) {
        Path file = folder.resolve("a.npy");
        Tensor tensor = Tensor.ofDoubles(type, Shape.of(2, 1, 3), 0, 1, 2, 100, 1, 0);

        Npy.write(file, tensor);

        assertThat(Npy.read(file).contentEquals(tensor)).isTrue();
    }

    @Test
    void returnsLargeAndComplexTensors() {
        Tensor large = Tensor.allocate(ElementType.FLOAT, Shape.of(70, 300));
        large.setDouble(20_999, 7);
        Tensor complex = Tensor.allocate(ElementType.COMPLEX128, Shape.of(3));

        for (Tensor tensor : new Tensor[] {large, complex}) {
            Npy.write(folder.resolve("a.npy"), tensor);
            assertThat(Npy.read(folder.resolve("a.npy")).contentEquals(tensor)).isTrue();
        }
    }

    @Test
    void returnsScalarsAndEmptyTensors() {
        for (Shape shape : new Shape[] {Shape.SCALAR, Shape.of(0), Shape.of(3, 0, 2)}) {
            Tensor tensor = Tensor.allocate(ElementType.INT64, shape);
            Npy.write(folder.resolve("a.npy"), tensor);
            assertThat(Npy.read(folder.resolve("a.npy")).shape()).isEqualTo(shape);
        }
    }

    @Test
    void returnsStrings() {
        Tensor tensor = Tensor.ofStrings(Shape.of(2, 2), "a", "héß", "😀z", "");

        Npy.write(folder.resolve("a.npy"), tensor);

        assertThat(Npy.read(folder.resolve("a.npy")).contentEquals(tensor)).isTrue();
    }

    @Test
    void writesTheBytesThatNumPyWrites() throws IOException {
        Npy.write(folder.resolve("a.npy"), Tensor.ofFloats(Shape.of(2, 1), 1, -2));

        byte[] bytes = Files.readAllBytes(folder.resolve("a.npy"));

        String header = "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
        assertThat(new String(bytes, ISO_8859_1))
                .isEqualTo(header + " ".repeat(127 - header.length()) + "\n"
                        + "\u0000\u0000\u0080?\u0000\u0000\u0000\u00c0");
    }

    @Test
    void turnsBigEndianFortranOrderAround() {
        Tensor tensor = read(1, "{'descr': '>i4', 'fortran_order': True, 'shape': (2, 3), }", 24, data -> {
            for (int value : new int[] {0, 3, 1, 4, 2, 5}) {
                data.putInt(value);
            }
        });

        assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(tensor.toLongs()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void swapsTheHalvesOfComplexNumbersApart() {
        Tensor tensor = read(
                2,
                "{'descr': '>c8', 'fortran_order': False, 'shape': (1,), }",
                8,
                data -> data.putFloat(1).putFloat(2));

        ByteBuffer bytes = ByteBuffer.wrap(tensor.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat()).isEqualTo(1);
        assertThat(bytes.getFloat()).isEqualTo(2);
    }

    @Test
    void readsByteStringsAsUtf8() {
        Tensor tensor = read(
                3,
                "{\"shape\": (2,), \"fortran_order\": False, \"descr\": \"|S3\"}",
                6,
                data -> data.put("hé\0\0\0".getBytes(UTF_8)));

        assertThat(tensor.toStrings()).containsExactly("hé", "");
    }

    @Test
    void normalisesBooleans() {
        Tensor tensor = read(
                1,
                "{'descr': '|b1', 'fortran_order': False, 'shape': (2L,), }",
                2,
                data -> data.put(new byte[] {0, 7}));

        assertThat(tensor.toBytes()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "__import__('os')",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), } x",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0 1)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (0,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), 'shape': (0,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), 'more': (0,)}",
                "{'descr': '|O', 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<f16', 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '|f4', 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<U0', 'fortran_order': False, 'shape': (0,)}",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<f4",
            })
    void refusesOtherHeaders(String header) {
        assertThatThrownBy(() -> read(1, header, 0, data -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining("a.npy");
    }

    @Test
    void refusesSizesBeyondTheFileBeforeAllocating() {
        for (String shape : new String[] {"(100000000000,)", "(1000000000, 1000000000)", "(3,)"}) {
            String header = "{'descr': '<f4', 'fortran_order': True, 'shape': " + shape + ", }";
            assertThatThrownBy(() -> read(1, header, 8, data -> {}))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("expected");
        }
    }

    @Test
    void refusesEveryTruncationAndTrailingBytes() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, Tensor.ofFloats(Shape.of(2), 1, 2));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(InputException.class);
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found 9");
    }

    @Test
    void refusesOtherVersionsAndFiles() throws IOException {
        assertThatThrownBy(() -> read(4, EMPTY, 0, data -> {})).hasMessageContaining("found 4.0");
        Files.writeString(folder.resolve("b.npy"), "PK something else");
        assertThatThrownBy(() -> Npy.read(folder.resolve("b.npy")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("numpy.save");
        assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy"))).isInstanceOf(ModelIoException.class);
        assertThatThrownBy(() -> Npy.read(folder)).isInstanceOf(ModelIoException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT8E4M3FN", "UINT4", "INT2"})
    void cannotWriteTypesThatNumPyLacks(ElementType type) {
        assertThatThrownBy(() -> Npy.write(folder.resolve("a.npy"), Tensor.allocate(type, Shape.of(2))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(type.toString());
        assertThat(folder.resolve("a.npy")).doesNotExist();
    }

    private Tensor read(int version, String header, int dataBytes, Consumer<ByteBuffer> data) {
        byte[] text = header.getBytes(version == 3 ? UTF_8 : ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(12 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(ISO_8859_1))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            out.putShort((short) text.length);
        } else {
            out.putInt(text.length);
        }
        out.put(text);
        int used = out.position() + dataBytes;
        data.accept(out.order(ByteOrder.BIG_ENDIAN));
        Path file = folder.resolve("a.npy");
        try {
            Files.write(file, java.util.Arrays.copyOf(out.array(), used));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Npy.read(file);
    }
}
