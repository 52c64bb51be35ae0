package dev.sardonyx.api;

import java.util.List;
import java.util.stream.Collectors;

/** The model may be right, but this version cannot run it. All that is missing is listed at once. */
public final class UnsupportedModelException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    private final transient List<Missing> missing;

    /**
     * One thing the model needs and we lack.
     *
     * @param domain the operator's domain; empty for ONNX's own
     * @param name the operator, or what else is missing
     * @param version the opset version the model asks for
     * @param count how many nodes use it
     * @param reason what exactly is not supported
     */
    public record Missing(String domain, String name, long version, long count, String reason) {
        @Override
        public String toString() {
            String full = domain.isEmpty() ? name : domain + "::" + name;
            return Escape.text(full) + "-" + version + " x" + count + " (" + Escape.text(reason) + ")";
        }
    }

    public UnsupportedModelException(String message, Where where) {
        super(message, where, null);
        this.missing = List.of();
    }

    public UnsupportedModelException(List<Missing> missing, Where where) {
        super(
                "not supported: " + missing.stream().map(Missing::toString).collect(Collectors.joining(", ")),
                where,
                null);
        this.missing = List.copyOf(missing);
    }

    /** Everything that is missing, each once; empty where the message says it all. */
    public List<Missing> missing() {
        return missing;
    }
}
