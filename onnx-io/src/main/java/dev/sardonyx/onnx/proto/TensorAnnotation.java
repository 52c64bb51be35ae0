package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The quantisation parameters of a tensor, by name. */
public record TensorAnnotation(
        @Nullable String tensorName, List<StringStringEntryProto> quantParameterTensorNames, List<Bytes> unknown)
        implements Message {
    public TensorAnnotation {
        quantParameterTensorNames = List.copyOf(quantParameterTensorNames);
        unknown = List.copyOf(unknown);
    }

    public String tensorNameOrEmpty() {
        return tensorName == null ? "" : tensorName;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.tensorName = tensorName;
        builder.quantParameterTensorNames = Fields.copy(quantParameterTensorNames);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, tensorName);
        out.messages(2, quantParameterTensorNames);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String tensorName;
        private @Nullable List<StringStringEntryProto> quantParameterTensorNames;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> tensorName = in.name("tensor_name");
                    case 2 ->
                        quantParameterTensorNames = Fields.add(
                                quantParameterTensorNames,
                                in.message(
                                                "quant_parameter_tensor_names",
                                                Fields.size(quantParameterTensorNames),
                                                new StringStringEntryProto.Builder())
                                        .build());
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder tensorName(String value) {
            tensorName = value;
            return this;
        }

        public Builder quantParameterTensorNames(List<StringStringEntryProto> values) {
            quantParameterTensorNames = Fields.copy(values);
            return this;
        }

        public Builder addQuantParameterTensorNames(StringStringEntryProto value) {
            quantParameterTensorNames = Fields.add(quantParameterTensorNames, value);
            return this;
        }

        public TensorAnnotation build() {
            return new TensorAnnotation(tensorName, Fields.orEmpty(quantParameterTensorNames), Fields.orEmpty(unknown));
        }
    }
}
