package dev.sardonyx.zoo.npy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/** NumPy's strings of fixed width: code points in UTF-32, or bytes; shorter ones end in NULs. */
final class NpyStrings {
    private static final ValueLayout.OfInt LITTLE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BIG = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private NpyStrings() {}

    static Tensor decode(MemorySegment raw, NpyType type, Shape shape, String source) {
        Tensor tensor = Tensor.allocate(type.elementType(), shape);
        for (long i = 0; i < shape.elements(); i++) {
            MemorySegment item = raw.asSlice(i * type.itemBytes(), type.itemBytes());
            tensor.setString(i, type.code().equals("U") ? codePoints(item, type, i, source) : bytes(item, i, source));
        }
        return tensor;
    }

    private static String codePoints(MemorySegment item, NpyType type, long i, String source) {
        StringBuilder out = new StringBuilder();
        int length = (int) item.byteSize() / 4;
        while (length > 0 && item.get(LITTLE, 4L * (length - 1)) == 0) {
            length--;
        }
        for (int at = 0; at < length; at++) {
            int codePoint = item.get(type.bigEndian() ? BIG : LITTLE, 4L * at);
            if (!Character.isValidCodePoint(codePoint)) {
                throw new InputException(
                        "string " + i + ": expected Unicode code points, found 0x" + Integer.toHexString(codePoint),
                        Where.source(source));
            }
            out.appendCodePoint(codePoint);
        }
        return out.toString();
    }

    private static String bytes(MemorySegment item, long i, String source) {
        long length = item.byteSize();
        while (length > 0 && item.get(ValueLayout.JAVA_BYTE, length - 1) == 0) {
            length--;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(item.asSlice(0, length).asByteBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(
                    "string " + i + ": expected UTF-8, found other bytes; save the array as str, not as bytes",
                    Where.source(source),
                    e);
        }
    }

    /** The width of the longest string in code points, at least 1 as in NumPy. */
    static int width(Tensor strings, String source) {
        int width = 1;
        for (long i = 0; i < strings.elements(); i++) {
            String string = strings.stringAt(i);
            if (string.endsWith("\0")) {
                throw new InputException(
                        "string " + i + " ends in NUL, which NumPy would drop; strip it first", Where.source(source));
            }
            width = Math.max(width, string.codePointCount(0, string.length()));
        }
        // One long string among many short ones makes all of them long.
        if (width > Integer.MAX_VALUE / 8 / Math.max(1, strings.elements())) {
            throw new InputException(
                    strings.elements() + " strings of width " + width + " take more than 1 GiB; save them in parts",
                    Where.source(source));
        }
        return width;
    }

    static MemorySegment encode(Tensor strings, NpyType type) {
        ByteBuffer out = ByteBuffer.allocate((int) (strings.elements() * type.itemBytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < strings.elements(); i++) {
            int at = i * type.itemBytes();
            for (int codePoint : strings.stringAt(i).codePoints().toArray()) {
                out.putInt(at, codePoint);
                at += 4;
            }
        }
        return MemorySegment.ofBuffer(out);
    }
}
