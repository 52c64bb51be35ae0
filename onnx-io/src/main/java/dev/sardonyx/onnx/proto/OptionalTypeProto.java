package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a value that may be absent. */
public record OptionalTypeProto(@Nullable TypeProto elemType, List<Bytes> unknown) implements Message {
    public OptionalTypeProto {
        unknown = List.copyOf(unknown);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.elemType = elemType == null ? null : elemType.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.message(1, elemType);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private TypeProto.@Nullable Builder elemType;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 ->
                        elemType = in.message("elem_type", -1, elemType == null ? new TypeProto.Builder() : elemType);
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder elemType(TypeProto value) {
            elemType = value.toBuilder();
            return this;
        }

        public OptionalTypeProto build() {
            return new OptionalTypeProto(elemType == null ? null : elemType.build(), Fields.orEmpty(unknown));
        }
    }
}
