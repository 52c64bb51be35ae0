package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor of mostly zeros: its other values and where they are. */
public record SparseTensorProto(
        @Nullable TensorProto values, @Nullable TensorProto indices, Numbers dims, List<Bytes> unknown)
        implements Message {
    public SparseTensorProto {
        unknown = List.copyOf(unknown);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values = values == null ? null : values.toBuilder();
        builder.indices = indices == null ? null : indices.toBuilder();
        builder.dims = dims.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.message(1, values);
        out.message(2, indices);
        out.unpacked(3, dims);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private TensorProto.@Nullable Builder values;
        private TensorProto.@Nullable Builder indices;
        private @Nullable NumbersBuilder dims;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> values = in.message("values", -1, values == null ? new TensorProto.Builder() : values);
                    case 2 ->
                        indices = in.message("indices", -1, indices == null ? new TensorProto.Builder() : indices);
                    case 3 -> dims = in.numbers("dims", Numbers.Kind.VARINT, dims, Long.MAX_VALUE);
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder values(TensorProto value) {
            values = value.toBuilder();
            return this;
        }

        public Builder indices(TensorProto value) {
            indices = value.toBuilder();
            return this;
        }

        public Builder dims(Numbers values) {
            dims = values.toBuilder();
            return this;
        }

        public SparseTensorProto build() {
            return new SparseTensorProto(
                    values == null ? null : values.build(),
                    indices == null ? null : indices.build(),
                    Numbers.of(dims),
                    Fields.orEmpty(unknown));
        }
    }
}
