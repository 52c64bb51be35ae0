package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type; at most one of the kinds is present. */
public record TypeProto(
        @Nullable TensorTypeProto tensorType,
        @Nullable SequenceTypeProto sequenceType,
        @Nullable MapTypeProto mapType,
        @Nullable String denotation,
        @Nullable OpaqueTypeProto opaqueType,
        @Nullable SparseTensorTypeProto sparseTensorType,
        @Nullable OptionalTypeProto optionalType,
        List<Bytes> unknown)
        implements Message {
    public TypeProto {
        unknown = List.copyOf(unknown);
    }

    public String denotationOrEmpty() {
        return denotation == null ? "" : denotation;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.tensorType = tensorType == null ? null : tensorType.toBuilder();
        builder.sequenceType = sequenceType == null ? null : sequenceType.toBuilder();
        builder.mapType = mapType == null ? null : mapType.toBuilder();
        builder.denotation = denotation;
        builder.opaqueType = opaqueType == null ? null : opaqueType.toBuilder();
        builder.sparseTensorType = sparseTensorType == null ? null : sparseTensorType.toBuilder();
        builder.optionalType = optionalType == null ? null : optionalType.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.message(1, tensorType);
        out.message(4, sequenceType);
        out.message(5, mapType);
        out.name(6, denotation);
        out.message(7, opaqueType);
        out.message(8, sparseTensorType);
        out.message(9, optionalType);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private TensorTypeProto.@Nullable Builder tensorType;
        private SequenceTypeProto.@Nullable Builder sequenceType;
        private MapTypeProto.@Nullable Builder mapType;
        private @Nullable String denotation;
        private OpaqueTypeProto.@Nullable Builder opaqueType;
        private SparseTensorTypeProto.@Nullable Builder sparseTensorType;
        private OptionalTypeProto.@Nullable Builder optionalType;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> {
                        TensorTypeProto.Builder target =
                                tensorType == null ? new TensorTypeProto.Builder() : tensorType;
                        clearValue();
                        tensorType = in.message("tensor_type", -1, target);
                    }
                    case 4 -> {
                        SequenceTypeProto.Builder target =
                                sequenceType == null ? new SequenceTypeProto.Builder() : sequenceType;
                        clearValue();
                        sequenceType = in.message("sequence_type", -1, target);
                    }
                    case 5 -> {
                        MapTypeProto.Builder target = mapType == null ? new MapTypeProto.Builder() : mapType;
                        clearValue();
                        mapType = in.message("map_type", -1, target);
                    }
                    case 6 -> denotation = in.name("denotation");
                    case 7 -> {
                        OpaqueTypeProto.Builder target =
                                opaqueType == null ? new OpaqueTypeProto.Builder() : opaqueType;
                        clearValue();
                        opaqueType = in.message("opaque_type", -1, target);
                    }
                    case 8 -> {
                        SparseTensorTypeProto.Builder target =
                                sparseTensorType == null ? new SparseTensorTypeProto.Builder() : sparseTensorType;
                        clearValue();
                        sparseTensorType = in.message("sparse_tensor_type", -1, target);
                    }
                    case 9 -> {
                        OptionalTypeProto.Builder target =
                                optionalType == null ? new OptionalTypeProto.Builder() : optionalType;
                        clearValue();
                        optionalType = in.message("optional_type", -1, target);
                    }
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder tensorType(TensorTypeProto value) {
            clearValue();
            tensorType = value.toBuilder();
            return this;
        }

        public Builder sequenceType(SequenceTypeProto value) {
            clearValue();
            sequenceType = value.toBuilder();
            return this;
        }

        public Builder mapType(MapTypeProto value) {
            clearValue();
            mapType = value.toBuilder();
            return this;
        }

        public Builder denotation(String value) {
            denotation = value;
            return this;
        }

        public Builder opaqueType(OpaqueTypeProto value) {
            clearValue();
            opaqueType = value.toBuilder();
            return this;
        }

        public Builder sparseTensorType(SparseTensorTypeProto value) {
            clearValue();
            sparseTensorType = value.toBuilder();
            return this;
        }

        public Builder optionalType(OptionalTypeProto value) {
            clearValue();
            optionalType = value.toBuilder();
            return this;
        }

        private void clearValue() {
            tensorType = null;
            sequenceType = null;
            mapType = null;
            opaqueType = null;
            sparseTensorType = null;
            optionalType = null;
        }

        public TypeProto build() {
            return new TypeProto(
                    tensorType == null ? null : tensorType.build(),
                    sequenceType == null ? null : sequenceType.build(),
                    mapType == null ? null : mapType.build(),
                    denotation,
                    opaqueType == null ? null : opaqueType.build(),
                    sparseTensorType == null ? null : sparseTensorType.build(),
                    optionalType == null ? null : optionalType.build(),
                    Fields.orEmpty(unknown));
        }
    }
}
