package dev.sardonyx.onnx.proto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes put together by hand, right or wrong. */
final class WireBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static WireBytes bytes(int... values) {
        WireBytes bytes = new WireBytes();
        for (int value : values) {
            bytes.out.write(value);
        }
        return bytes;
    }

    /** A length-delimited field. */
    static WireBytes field(int number, WireBytes contents) {
        WireBytes bytes = tag(number, 2);
        bytes.varint(contents.out.size());
        return bytes.and(contents);
    }

    static WireBytes field(int number, String text) {
        WireBytes bytes = new WireBytes();
        bytes.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return field(number, bytes);
    }

    static WireBytes tag(int number, int wireType) {
        WireBytes bytes = new WireBytes();
        bytes.varint((long) number << 3 | wireType);
        return bytes;
    }

    static WireBytes number(int number, long value) {
        WireBytes bytes = tag(number, 0);
        bytes.varint(value);
        return bytes;
    }

    WireBytes and(WireBytes more) {
        out.writeBytes(more.toArray());
        return this;
    }

    byte[] toArray() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest | 0x80) & 0xff);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
