package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph: nodes in topological order, constants, inputs and outputs. */
public record GraphProto(
        List<NodeProto> node,
        @Nullable String name,
        List<TensorProto> initializer,
        @Nullable Bytes docString,
        List<ValueInfoProto> input,
        List<ValueInfoProto> output,
        List<ValueInfoProto> valueInfo,
        List<TensorAnnotation> quantizationAnnotation,
        List<SparseTensorProto> sparseInitializer,
        List<StringStringEntryProto> metadataProps,
        List<Bytes> unknown)
        implements Message {
    public GraphProto {
        node = List.copyOf(node);
        initializer = List.copyOf(initializer);
        input = List.copyOf(input);
        output = List.copyOf(output);
        valueInfo = List.copyOf(valueInfo);
        quantizationAnnotation = List.copyOf(quantizationAnnotation);
        sparseInitializer = List.copyOf(sparseInitializer);
        metadataProps = List.copyOf(metadataProps);
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
        builder.node = Fields.copy(node);
        builder.name = name;
        builder.initializer = Fields.copy(initializer);
        builder.docString = docString;
        builder.input = Fields.copy(input);
        builder.output = Fields.copy(output);
        builder.valueInfo = Fields.copy(valueInfo);
        builder.quantizationAnnotation = Fields.copy(quantizationAnnotation);
        builder.sparseInitializer = Fields.copy(sparseInitializer);
        builder.metadataProps = Fields.copy(metadataProps);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.messages(1, node);
        out.name(2, name);
        out.messages(5, initializer);
        out.bytes(10, docString);
        out.messages(11, input);
        out.messages(12, output);
        out.messages(13, valueInfo);
        out.messages(14, quantizationAnnotation);
        out.messages(15, sparseInitializer);
        out.messages(16, metadataProps);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable List<NodeProto> node;
        private @Nullable String name;
        private @Nullable List<TensorProto> initializer;
        private @Nullable Bytes docString;
        private @Nullable List<ValueInfoProto> input;
        private @Nullable List<ValueInfoProto> output;
        private @Nullable List<ValueInfoProto> valueInfo;
        private @Nullable List<TensorAnnotation> quantizationAnnotation;
        private @Nullable List<SparseTensorProto> sparseInitializer;
        private @Nullable List<StringStringEntryProto> metadataProps;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 ->
                        node = Fields.add(
                                node,
                                in.node("node", Fields.size(node), new NodeProto.Builder())
                                        .build());
                    case 2 -> name = in.name("name");
                    case 5 ->
                        initializer = Fields.add(
                                initializer,
                                in.message("initializer", Fields.size(initializer), new TensorProto.Builder())
                                        .build());
                    case 10 -> docString = in.bytes("doc_string");
                    case 11 ->
                        input = Fields.add(
                                input,
                                in.message("input", Fields.size(input), new ValueInfoProto.Builder())
                                        .build());
                    case 12 ->
                        output = Fields.add(
                                output,
                                in.message("output", Fields.size(output), new ValueInfoProto.Builder())
                                        .build());
                    case 13 ->
                        valueInfo = Fields.add(
                                valueInfo,
                                in.message("value_info", Fields.size(valueInfo), new ValueInfoProto.Builder())
                                        .build());
                    case 14 ->
                        quantizationAnnotation = Fields.add(
                                quantizationAnnotation,
                                in.message(
                                                "quantization_annotation",
                                                Fields.size(quantizationAnnotation),
                                                new TensorAnnotation.Builder())
                                        .build());
                    case 15 ->
                        sparseInitializer = Fields.add(
                                sparseInitializer,
                                in.message(
                                                "sparse_initializer",
                                                Fields.size(sparseInitializer),
                                                new SparseTensorProto.Builder())
                                        .build());
                    case 16 ->
                        metadataProps = Fields.add(
                                metadataProps,
                                in.message(
                                                "metadata_props",
                                                Fields.size(metadataProps),
                                                new StringStringEntryProto.Builder())
                                        .build());
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder node(List<NodeProto> values) {
            node = Fields.copy(values);
            return this;
        }

        public Builder addNode(NodeProto value) {
            node = Fields.add(node, value);
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder initializer(List<TensorProto> values) {
            initializer = Fields.copy(values);
            return this;
        }

        public Builder addInitializer(TensorProto value) {
            initializer = Fields.add(initializer, value);
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
            return this;
        }

        public Builder input(List<ValueInfoProto> values) {
            input = Fields.copy(values);
            return this;
        }

        public Builder addInput(ValueInfoProto value) {
            input = Fields.add(input, value);
            return this;
        }

        public Builder output(List<ValueInfoProto> values) {
            output = Fields.copy(values);
            return this;
        }

        public Builder addOutput(ValueInfoProto value) {
            output = Fields.add(output, value);
            return this;
        }

        public Builder valueInfo(List<ValueInfoProto> values) {
            valueInfo = Fields.copy(values);
            return this;
        }

        public Builder addValueInfo(ValueInfoProto value) {
            valueInfo = Fields.add(valueInfo, value);
            return this;
        }

        public Builder quantizationAnnotation(List<TensorAnnotation> values) {
            quantizationAnnotation = Fields.copy(values);
            return this;
        }

        public Builder addQuantizationAnnotation(TensorAnnotation value) {
            quantizationAnnotation = Fields.add(quantizationAnnotation, value);
            return this;
        }

        public Builder sparseInitializer(List<SparseTensorProto> values) {
            sparseInitializer = Fields.copy(values);
            return this;
        }

        public Builder addSparseInitializer(SparseTensorProto value) {
            sparseInitializer = Fields.add(sparseInitializer, value);
            return this;
        }

        public Builder metadataProps(List<StringStringEntryProto> values) {
            metadataProps = Fields.copy(values);
            return this;
        }

        public Builder addMetadataProps(StringStringEntryProto value) {
            metadataProps = Fields.add(metadataProps, value);
            return this;
        }

        public GraphProto build() {
            return new GraphProto(
                    Fields.orEmpty(node),
                    name,
                    Fields.orEmpty(initializer),
                    docString,
                    Fields.orEmpty(input),
                    Fields.orEmpty(output),
                    Fields.orEmpty(valueInfo),
                    Fields.orEmpty(quantizationAnnotation),
                    Fields.orEmpty(sparseInitializer),
                    Fields.orEmpty(metadataProps),
                    Fields.orEmpty(unknown));
        }
    }
}
