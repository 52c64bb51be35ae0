package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name and type of a value. */
public record ValueInfoProto(
        @Nullable String name,
        @Nullable TypeProto type,
        @Nullable Bytes docString,
        List<StringStringEntryProto> metadataProps,
        List<Bytes> unknown)
        implements Message {
    public ValueInfoProto {
        metadataProps = List.copyOf(metadataProps);
        unknown = List.copyOf(unknown);
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
        builder.name = name;
        builder.type = type == null ? null : type.toBuilder();
        builder.docString = docString;
        builder.metadataProps = Fields.copy(metadataProps);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, name);
        out.message(2, type);
        out.bytes(3, docString);
        out.messages(4, metadataProps);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String name;
        private TypeProto.@Nullable Builder type;
        private @Nullable Bytes docString;
        private @Nullable List<StringStringEntryProto> metadataProps;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name = in.name("name");
                    case 2 -> type = in.message("type", -1, type == null ? new TypeProto.Builder() : type);
                    case 3 -> docString = in.bytes("doc_string");
                    case 4 ->
                        metadataProps = Fields.add(
                                metadataProps,
                                in.message(
                                                "metadata_props",
                                                Fields.size(metadataProps),
                                                new StringStringEntryProto.Builder())
                                        .build());
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder type(TypeProto value) {
            type = value.toBuilder();
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
            return this;
        }

        public Builder metadataProps(List<StringStringEntryProto> values) {
            metadataProps = Fields.copy(values);
            return this;
        }

        public Builder addMetadataProps(StringStringEntryProto value) {
            metadataProps = Fields.add(metadataProps, value);
            return this;
        }

        public ValueInfoProto build() {
            return new ValueInfoProto(
                    name,
                    type == null ? null : type.build(),
                    docString,
                    Fields.orEmpty(metadataProps),
                    Fields.orEmpty(unknown));
        }
    }
}
