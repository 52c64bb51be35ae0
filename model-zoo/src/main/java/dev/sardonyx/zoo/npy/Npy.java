package dev.sardonyx.zoo.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.zoo.internal.InputFile;
import dev.sardonyx.zoo.internal.OutputFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Reads and writes NumPy's {@code .npy} files, versions 1 to 3.
 *
 * <p>All real, complex, integer and bool types that tensors share with NumPy are read in either byte order, and
 * arrays in Fortran order are laid out row-major. Strings ({@code U}, and {@code S} as UTF-8) become string
 * tensors. Structured types and pickled objects are refused.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 20;
    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * The array in {@code path}.
     *
     * @throws InputException if the file is not one array of a type that tensors have, or is truncated
     * @throws ModelIoException if the file cannot be read
     */
    public static Tensor read(Path path) {
        try (InputFile file = InputFile.open(path)) {
            ByteBuffer start = file.read(0, 10, "the .npy signature");
            for (byte magic : MAGIC) {
                if (start.get() != magic) {
                    throw new InputException(
                            "expected an .npy file, found something else; save the array with numpy.save",
                            Where.source(file.name()));
                }
            }
            int version = start.get();
            if (version < 1 || version > 3 || start.get() != 0) {
                throw new InputException(
                        "expected .npy version 1.0, 2.0 or 3.0, found " + version + "." + start.get(7),
                        Where.source(file.name()));
            }
            int prefix = version == 1 ? 10 : 12;
            long headerBytes = version == 1
                    ? Short.toUnsignedLong(start.getShort())
                    : Integer.toUnsignedLong(
                            file.read(8, 4, "the header's length").getInt());
            file.require(prefix, headerBytes, "header");
            if (headerBytes > MAX_HEADER) {
                throw new InputException(
                        "expected an .npy header of at most " + MAX_HEADER + " bytes, found " + headerBytes,
                        Where.source(file.name()));
            }
            byte[] text = file.read(prefix, (int) headerBytes, "header").array();
            NpyHeader header = NpyHeader.parse(new String(text, version == 3 ? UTF_8 : ISO_8859_1), file.name());
            return readData(file, prefix + headerBytes, header);
        }
    }

    private static Tensor readData(InputFile file, long offset, NpyHeader header) {
        NpyType type = NpyType.parse(header.descr(), file.name());
        Shape shape = header.shape();
        long found = file.length() - offset;
        if (shape.elements() > Long.MAX_VALUE / type.itemBytes()) {
            throw new InputException(
                    "the header declares " + shape + ", more than any file can hold", Where.source(file.name()));
        }
        long expected = shape.elements() * type.itemBytes();
        file.require(offset, expected, type.descr() + shape);
        if (found > expected) {
            throw new InputException(
                    "expected " + expected + " bytes of " + type.descr() + shape + ", found " + found
                            + "; save one array to a file",
                    Where.offset(file.name(), offset + expected));
        }
        if (!type.isString() && !header.fortranOrder()) {
            Tensor tensor = Tensor.allocate(type.elementType(), shape);
            file.read(offset, tensor.data(), "elements");
            return finish(tensor, type);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(expected);
            file.read(offset, raw, "elements");
            if (header.fortranOrder()) {
                MemorySegment rowMajor = arena.allocate(expected);
                NpyLayout.toRowMajor(raw, rowMajor, shape, type.itemBytes());
                raw = rowMajor;
            }
            if (type.isString()) {
                return NpyStrings.decode(raw, type, shape, file.name());
            }
            Tensor tensor = Tensor.allocate(type.elementType(), shape);
            tensor.data().copyFrom(raw);
            return finish(tensor, type);
        }
    }

    private static Tensor finish(Tensor tensor, NpyType type) {
        if (type.bigEndian()) {
            NpyLayout.swap(tensor.data(), type.swapBytes());
        }
        if (type.elementType() == ElementType.BOOL) {
            // NumPy writes 0 and 1 only; a kernel may count on that, a file may lie.
            MemorySegment data = tensor.data();
            for (long i = 0; i < data.byteSize(); i++) {
                if (data.get(ValueLayout.JAVA_BYTE, i) != 0) {
                    data.set(ValueLayout.JAVA_BYTE, i, (byte) 1);
                }
            }
        }
        return tensor;
    }

    /**
     * Writes {@code tensor}, from a device too, as NumPy would: version 1, little-endian, row-major.
     *
     * @throws InputException if NumPy has no such type (bfloat16, the 8-bit floats, types below a byte), or a string
     *     ends in NUL, which NumPy would drop
     * @throws ModelIoException if the file cannot be written
     */
    public static void write(Path path, Tensor tensor) {
        String name = path.toString();
        Tensor host = tensor.toHost();
        NpyType type;
        MemorySegment data;
        if (host.elementType() == ElementType.STRING) {
            type = NpyType.ofCodePoints(NpyStrings.width(host, name));
            data = NpyStrings.encode(host, type);
        } else {
            type = NpyType.of(host.elementType(), name);
            data = host.data();
        }
        ByteBuffer header = header(new NpyHeader(type.descr(), false, host.shape()));
        OutputFile.write(path, channel -> {
            OutputFile.writeAll(channel, header);
            OutputFile.writeAll(channel, data);
        });
    }

    private static ByteBuffer header(NpyHeader header) {
        byte[] text = header.text().getBytes(ISO_8859_1);
        int used = MAGIC.length + 4 + text.length + 1;
        int padding = -used & (ALIGNMENT - 1);
        ByteBuffer out = ByteBuffer.allocate(used + padding).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (text.length + padding + 1));
        out.put(text);
        while (out.remaining() > 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').flip();
    }
}
