package dev.sardonyx.onnx.proto;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.Where;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a tensor says of where its contents lie: a path below the model's folder and a range in that file.
 *
 * @param path relative, with forward slashes and no way up
 * @param offset where the contents begin
 * @param length their size, or -1 where the tensor does not say
 */
record ExternalLocation(String path, long offset, long length) {
    private static final int MAX_PATH = 4096;

    /** Reads the entries that have a meaning; others are other programs' business. */
    static ExternalLocation of(TensorProto tensor) {
        Where where = Where.tensor(tensor.nameOrEmpty());
        @Nullable Bytes path = null;
        long offset = 0;
        long length = -1;
        for (StringStringEntryProto entry : tensor.externalData()) {
            Bytes value = entry.value() == null ? Bytes.EMPTY : entry.value();
            switch (entry.keyOrEmpty()) {
                case "location" -> path = value;
                case "offset" -> offset = number("offset", value, where);
                case "length" -> length = number("length", value, where);
                default -> {}
            }
        }
        if (path == null) {
            throw new ModelFormatException("external data without a location", where);
        }
        if (path.size() > MAX_PATH) {
            throw new ModelSecurityException("an external data path of " + path.size() + " bytes", where);
        }
        String text = path.utf8();
        requireSafe(text, where);
        return new ExternalLocation(text, offset, length);
    }

    private static void requireSafe(String path, Where where) {
        String problem = problem(path);
        if (problem != null) {
            throw new ModelSecurityException("external data path '" + Escape.text(path) + "' " + problem, where);
        }
    }

    // Judged as every platform would read it, not only this one: the same model must be safe everywhere.
    private static @Nullable String problem(String path) {
        if (path.isEmpty()) {
            return "is empty";
        }
        if (path.indexOf('\0') >= 0) {
            return "holds a NUL";
        }
        if (path.indexOf('\\') >= 0) {
            return "holds a backslash";
        }
        if (path.startsWith("/")) {
            return "is absolute";
        }
        if (path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0))) {
            return "names a drive";
        }
        if (path.toLowerCase(Locale.ROOT).startsWith("file:") || path.contains("://")) {
            return "is a URL";
        }
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return "leads upwards";
            }
        }
        return null;
    }

    private static long number(String key, Bytes value, Where where) {
        // 19 digits hold every long; a longer text is not worth decoding.
        String text = value.size() <= 19 ? value.utf8() : "";
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            if (digits) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw new ModelFormatException("external data " + key + " " + text + " is beyond 2^63-1", where, e);
        }
        throw new ModelFormatException(
                "external data " + key + " '" + Escape.text(text.isEmpty() ? value.toString() : text)
                        + "' is not a number from 0 to 2^63-1",
                where);
    }
}
