package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of an operator set. */
public record OperatorSetIdProto(
        @Nullable String domain, @Nullable Long version, List<Bytes> unknown) implements Message {
    public OperatorSetIdProto {
        unknown = List.copyOf(unknown);
    }

    public String domainOrEmpty() {
        return domain == null ? "" : domain;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.domain = domain;
        builder.version = version;
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, domain);
        out.int64(2, version);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String domain;
        private @Nullable Long version;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> domain = in.name("domain");
                    case 2 -> version = in.int64("version");
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder domain(String value) {
            domain = value;
            return this;
        }

        public Builder version(long value) {
            version = value;
            return this;
        }

        public OperatorSetIdProto build() {
            return new OperatorSetIdProto(domain, version, Fields.orEmpty(unknown));
        }
    }
}
