package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type that ONNX does not define. */
public record OpaqueTypeProto(
        @Nullable String domain, @Nullable String name, List<Bytes> unknown) implements Message {
    public OpaqueTypeProto {
        unknown = List.copyOf(unknown);
    }

    public String domainOrEmpty() {
        return domain == null ? "" : domain;
    }

    public String nameOrEmpty() {
        return name == null ? "" : name;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.domain = domain;
        builder.name = name;
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, domain);
        out.name(2, name);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String domain;
        private @Nullable String name;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> domain = in.name("domain");
                    case 2 -> name = in.name("name");
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder domain(String value) {
            domain = value;
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public OpaqueTypeProto build() {
            return new OpaqueTypeProto(domain, name, Fields.orEmpty(unknown));
        }
    }
}
