package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a dense tensor; without {@code shape} even the rank is unknown. */
public record TensorTypeProto(
        @Nullable Integer elemType, @Nullable TensorShapeProto shape, List<Bytes> unknown) implements Message {
    public TensorTypeProto {
        unknown = List.copyOf(unknown);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.elemType = elemType;
        builder.shape = shape == null ? null : shape.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.int32(1, elemType);
        out.message(2, shape);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable Integer elemType;
        private TensorShapeProto.@Nullable Builder shape;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> elemType = in.int32("elem_type");
                    case 2 -> shape = in.message("shape", -1, shape == null ? new TensorShapeProto.Builder() : shape);
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder elemType(int value) {
            elemType = value;
            return this;
        }

        public Builder shape(TensorShapeProto value) {
            shape = value.toBuilder();
            return this;
        }

        public TensorTypeProto build() {
            return new TensorTypeProto(elemType, shape == null ? null : shape.build(), Fields.orEmpty(unknown));
        }
    }
}
