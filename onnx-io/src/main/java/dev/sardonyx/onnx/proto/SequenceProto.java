package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contents of a sequence, as test data has them. */
public record SequenceProto(
        @Nullable String name,
        @Nullable Integer elemType,
        List<TensorProto> tensorValues,
        List<SparseTensorProto> sparseTensorValues,
        List<SequenceProto> sequenceValues,
        List<MapProto> mapValues,
        List<OptionalProto> optionalValues,
        List<Bytes> unknown)
        implements Message {
    public SequenceProto {
        tensorValues = List.copyOf(tensorValues);
        sparseTensorValues = List.copyOf(sparseTensorValues);
        sequenceValues = List.copyOf(sequenceValues);
        mapValues = List.copyOf(mapValues);
        optionalValues = List.copyOf(optionalValues);
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
        builder.tensorValues = Fields.copy(tensorValues);
        builder.sparseTensorValues = Fields.copy(sparseTensorValues);
        builder.sequenceValues = Fields.copy(sequenceValues);
        builder.mapValues = Fields.copy(mapValues);
        builder.optionalValues = Fields.copy(optionalValues);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, name);
        out.int32(2, elemType);
        out.messages(3, tensorValues);
        out.messages(4, sparseTensorValues);
        out.messages(5, sequenceValues);
        out.messages(6, mapValues);
        out.messages(7, optionalValues);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String name;
        private @Nullable Integer elemType;
        private @Nullable List<TensorProto> tensorValues;
        private @Nullable List<SparseTensorProto> sparseTensorValues;
        private @Nullable List<SequenceProto> sequenceValues;
        private @Nullable List<MapProto> mapValues;
        private @Nullable List<OptionalProto> optionalValues;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name = in.name("name");
                    case 2 -> elemType = in.int32("elem_type");
                    case 3 ->
                        tensorValues = Fields.add(
                                tensorValues,
                                in.message("tensor_values", Fields.size(tensorValues), new TensorProto.Builder())
                                        .build());
                    case 4 ->
                        sparseTensorValues = Fields.add(
                                sparseTensorValues,
                                in.message(
                                                "sparse_tensor_values",
                                                Fields.size(sparseTensorValues),
                                                new SparseTensorProto.Builder())
                                        .build());
                    case 5 ->
                        sequenceValues = Fields.add(
                                sequenceValues,
                                in.message("sequence_values", Fields.size(sequenceValues), new SequenceProto.Builder())
                                        .build());
                    case 6 ->
                        mapValues = Fields.add(
                                mapValues,
                                in.message("map_values", Fields.size(mapValues), new MapProto.Builder())
                                        .build());
                    case 7 ->
                        optionalValues = Fields.add(
                                optionalValues,
                                in.message("optional_values", Fields.size(optionalValues), new OptionalProto.Builder())
                                        .build());
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

        public Builder tensorValues(List<TensorProto> values) {
            tensorValues = Fields.copy(values);
            return this;
        }

        public Builder addTensorValues(TensorProto value) {
            tensorValues = Fields.add(tensorValues, value);
            return this;
        }

        public Builder sparseTensorValues(List<SparseTensorProto> values) {
            sparseTensorValues = Fields.copy(values);
            return this;
        }

        public Builder addSparseTensorValues(SparseTensorProto value) {
            sparseTensorValues = Fields.add(sparseTensorValues, value);
            return this;
        }

        public Builder sequenceValues(List<SequenceProto> values) {
            sequenceValues = Fields.copy(values);
            return this;
        }

        public Builder addSequenceValues(SequenceProto value) {
            sequenceValues = Fields.add(sequenceValues, value);
            return this;
        }

        public Builder mapValues(List<MapProto> values) {
            mapValues = Fields.copy(values);
            return this;
        }

        public Builder addMapValues(MapProto value) {
            mapValues = Fields.add(mapValues, value);
            return this;
        }

        public Builder optionalValues(List<OptionalProto> values) {
            optionalValues = Fields.copy(values);
            return this;
        }

        public Builder addOptionalValues(OptionalProto value) {
            optionalValues = Fields.add(optionalValues, value);
            return this;
        }

        public SequenceProto build() {
            return new SequenceProto(
                    name,
                    elemType,
                    Fields.orEmpty(tensorValues),
                    Fields.orEmpty(sparseTensorValues),
                    Fields.orEmpty(sequenceValues),
                    Fields.orEmpty(mapValues),
                    Fields.orEmpty(optionalValues),
                    Fields.orEmpty(unknown));
        }
    }
}
