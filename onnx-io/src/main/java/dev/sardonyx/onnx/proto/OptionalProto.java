package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that may be absent, as test data has it. */
public record OptionalProto(
        @Nullable String name,
        @Nullable Integer elemType,
        @Nullable TensorProto tensorValue,
        @Nullable SparseTensorProto sparseTensorValue,
        @Nullable SequenceProto sequenceValue,
        @Nullable MapProto mapValue,
        @Nullable OptionalProto optionalValue,
        List<Bytes> unknown)
        implements Message {
    public OptionalProto {
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
        builder.elemType = elemType;
        builder.tensorValue = tensorValue == null ? null : tensorValue.toBuilder();
        builder.sparseTensorValue = sparseTensorValue == null ? null : sparseTensorValue.toBuilder();
        builder.sequenceValue = sequenceValue == null ? null : sequenceValue.toBuilder();
        builder.mapValue = mapValue == null ? null : mapValue.toBuilder();
        builder.optionalValue = optionalValue == null ? null : optionalValue.toBuilder();
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, name);
        out.int32(2, elemType);
        out.message(3, tensorValue);
        out.message(4, sparseTensorValue);
        out.message(5, sequenceValue);
        out.message(6, mapValue);
        out.message(7, optionalValue);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String name;
        private @Nullable Integer elemType;
        private TensorProto.@Nullable Builder tensorValue;
        private SparseTensorProto.@Nullable Builder sparseTensorValue;
        private SequenceProto.@Nullable Builder sequenceValue;
        private MapProto.@Nullable Builder mapValue;
        private OptionalProto.@Nullable Builder optionalValue;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name = in.name("name");
                    case 2 -> elemType = in.int32("elem_type");
                    case 3 ->
                        tensorValue = in.message(
                                "tensor_value", -1, tensorValue == null ? new TensorProto.Builder() : tensorValue);
                    case 4 ->
                        sparseTensorValue = in.message(
                                "sparse_tensor_value",
                                -1,
                                sparseTensorValue == null ? new SparseTensorProto.Builder() : sparseTensorValue);
                    case 5 ->
                        sequenceValue = in.message(
                                "sequence_value",
                                -1,
                                sequenceValue == null ? new SequenceProto.Builder() : sequenceValue);
                    case 6 ->
                        mapValue = in.message("map_value", -1, mapValue == null ? new MapProto.Builder() : mapValue);
                    case 7 ->
                        optionalValue = in.message(
                                "optional_value",
                                -1,
                                optionalValue == null ? new OptionalProto.Builder() : optionalValue);
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder elemType(int value) {
            elemType = value;
            return this;
        }

        public Builder tensorValue(TensorProto value) {
            tensorValue = value.toBuilder();
            return this;
        }

        public Builder sparseTensorValue(SparseTensorProto value) {
            sparseTensorValue = value.toBuilder();
            return this;
        }

        public Builder sequenceValue(SequenceProto value) {
            sequenceValue = value.toBuilder();
            return this;
        }

        public Builder mapValue(MapProto value) {
            mapValue = value.toBuilder();
            return this;
        }

        public Builder optionalValue(OptionalProto value) {
            optionalValue = value.toBuilder();
            return this;
        }

        public OptionalProto build() {
            return new OptionalProto(
                    name,
                    elemType,
                    tensorValue == null ? null : tensorValue.build(),
                    sparseTensorValue == null ? null : sparseTensorValue.build(),
                    sequenceValue == null ? null : sequenceValue.build(),
                    mapValue == null ? null : mapValue.build(),
                    optionalValue == null ? null : optionalValue.build(),
                    Fields.orEmpty(unknown));
        }
    }
}
