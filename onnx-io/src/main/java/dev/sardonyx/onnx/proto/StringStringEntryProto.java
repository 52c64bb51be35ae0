package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key and its value; the value is decoded when asked for, as it may be long. */
public record StringStringEntryProto(
        @Nullable String key, @Nullable Bytes value, List<Bytes> unknown) implements Message {
    public StringStringEntryProto {
        unknown = List.copyOf(unknown);
    }

    public String keyOrEmpty() {
        return key == null ? "" : key;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.key = key;
        builder.value = value;
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, key);
        out.bytes(2, value);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String key;
        private @Nullable Bytes value;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> key = in.name("key");
                    case 2 -> value = in.bytes("value");
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder key(String value) {
            key = value;
            return this;
        }

        public Builder value(Bytes value) {
            this.value = value;
            return this;
        }

        public StringStringEntryProto build() {
            return new StringStringEntryProto(key, value, Fields.orEmpty(unknown));
        }
    }
}
