package dev.sardonyx.onnx.proto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what a file that is not an ONNX model may be: most such files are a download gone wrong. */
final class FileKind {
    private static final int HEAD = 64;

    private static final List<Magic> MAGICS = List.of(
            new Magic(0, "\u0089PNG", "a PNG picture"),
            new Magic(0, "\u00ff\u00d8\u00ff", "a JPEG picture"),
            new Magic(0, "GIF8", "a GIF picture"),
            new Magic(0, "PK\3\4", "a ZIP archive, such as a PyTorch or Keras file; export it to ONNX or unpack it"),
            new Magic(0, "\u001f\u008b", "a gzip archive; unpack it first"),
            new Magic(0, "(\u00b5/\u00fd", "a zstd archive; unpack it first"),
            new Magic(0, "\u0089HDF", "an HDF5 file, such as a Keras model; export it to ONNX"),
            new Magic(0, "GGUF", "a GGUF model; export the original to ONNX"),
            new Magic(0, "\u0093NUMPY", "a NumPy array"),
            new Magic(0, "%PDF", "a PDF document"),
            new Magic(4, "TFL3", "a TensorFlow Lite model; convert it to ONNX"),
            new Magic(4, "ORTM", "an ONNX Runtime ORT-format model; use the .onnx file it was made from"),
            new Magic(8, "{\"", "a safetensors file; export the model to ONNX"));

    private record Magic(int at, String bytes, String meaning) {}

    private FileKind() {}

    /** What {@code bytes} look like, or null. */
    static @Nullable String guess(MemorySegment bytes) {
        if (bytes.byteSize() == 0) {
            return "an empty file";
        }
        byte[] head = bytes.asSlice(0, Math.min(HEAD, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("version https://git-lfs")) {
            return "a Git LFS pointer, not the model it points to; run 'git lfs pull'";
        }
        for (Magic magic : MAGICS) {
            if (start.startsWith(magic.bytes, magic.at)) {
                return magic.meaning;
            }
        }
        if (start.length() > 2 && start.charAt(0) == 0x80 && start.charAt(1) >= 2 && start.charAt(1) <= 5) {
            return "a Python pickle, such as an old PyTorch file; export the model to ONNX";
        }
        return guessText(start.strip().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String guessText(String text) {
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "an HTML page; the download probably failed";
        }
        if (text.startsWith("<?xml")) {
            return "an XML document; the download probably failed";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "JSON text";
        }
        return null;
    }
}
