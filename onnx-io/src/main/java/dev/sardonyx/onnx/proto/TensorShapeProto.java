package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dimensions of a tensor type. */
public record TensorShapeProto(List<DimensionProto> dim, List<Bytes> unknown) implements Message {
    public TensorShapeProto {
        dim = List.copyOf(dim);
        unknown = List.copyOf(unknown);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.dim = Fields.copy(dim);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.messages(1, dim);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable List<DimensionProto> dim;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 ->
                        dim = Fields.add(
                                dim,
                                in.message("dim", Fields.size(dim), new DimensionProto.Builder())
                                        .build());
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder dim(List<DimensionProto> values) {
            dim = Fields.copy(values);
            return this;
        }

        public Builder addDim(DimensionProto value) {
            dim = Fields.add(dim, value);
            return this;
        }

        public TensorShapeProto build() {
            return new TensorShapeProto(Fields.orEmpty(dim), Fields.orEmpty(unknown));
        }
    }
}
