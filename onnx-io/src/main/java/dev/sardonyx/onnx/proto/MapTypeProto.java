package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a map. */
public record MapTypeProto(
        @Nullable Integer keyType, @Nullable TypeProto valueType, List<Bytes> unknown) implements Message {
    public MapTypeProto {
        unknown = List.copyOf(unknown);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.keyType = keyType;
        builder.valueType = valueType == null ? null : valueType.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.int32(1, keyType);
        out.message(2, valueType);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable Integer keyType;
        private TypeProto.@Nullable Builder valueType;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> keyType = in.int32("key_type");
                    case 2 ->
                        valueType =
                                in.message("value_type", -1, valueType == null ? new TypeProto.Builder() : valueType);
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder keyType(int value) {
            keyType = value;
            return this;
        }

        public Builder valueType(TypeProto value) {
            valueType = value.toBuilder();
            return this;
        }

        public MapTypeProto build() {
            return new MapTypeProto(keyType, valueType == null ? null : valueType.build(), Fields.orEmpty(unknown));
        }
    }
}
