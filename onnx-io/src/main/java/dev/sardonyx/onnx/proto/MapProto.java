package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contents of a map, as test data has them. */
public record MapProto(
        @Nullable String name,
        @Nullable Integer keyType,
        Numbers keys,
        List<Bytes> stringKeys,
        @Nullable SequenceProto values,
        List<Bytes> unknown)
        implements Message {
    public MapProto {
        stringKeys = List.copyOf(stringKeys);
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
        builder.keyType = keyType;
        builder.keys = keys.toBuilder();
        builder.stringKeys = Fields.copy(stringKeys);
        builder.values = values == null ? null : values.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, name);
        out.int32(2, keyType);
        out.unpacked(3, keys);
        out.bytes(4, stringKeys);
        out.message(5, values);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String name;
        private @Nullable Integer keyType;
        private @Nullable NumbersBuilder keys;
        private @Nullable List<Bytes> stringKeys;
        private SequenceProto.@Nullable Builder values;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name = in.name("name");
                    case 2 -> keyType = in.int32("key_type");
                    case 3 -> keys = in.numbers("keys", Numbers.Kind.VARINT, keys, Long.MAX_VALUE);
                    case 4 -> stringKeys = Fields.add(stringKeys, in.bytes("string_keys"));
                    case 5 -> values = in.message("values", -1, values == null ? new SequenceProto.Builder() : values);
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder keyType(int value) {
            keyType = value;
            return this;
        }

        public Builder keys(Numbers values) {
            keys = values.toBuilder();
            return this;
        }

        public Builder stringKeys(List<Bytes> values) {
            stringKeys = Fields.copy(values);
            return this;
        }

        public Builder addStringKeys(Bytes value) {
            stringKeys = Fields.add(stringKeys, value);
            return this;
        }

        public Builder values(SequenceProto value) {
            values = value.toBuilder();
            return this;
        }

        public MapProto build() {
            return new MapProto(
                    name,
                    keyType,
                    Numbers.of(keys),
                    Fields.orEmpty(stringKeys),
                    values == null ? null : values.build(),
                    Fields.orEmpty(unknown));
        }
    }
}
