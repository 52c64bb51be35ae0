package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model: a graph, the operator sets it is written against, and where it came from. Training information and device
 * configurations are carried along undecoded.
 */
public record ModelProto(
        @Nullable Long irVersion,
        @Nullable String producerName,
        @Nullable String producerVersion,
        @Nullable String domain,
        @Nullable Long modelVersion,
        @Nullable Bytes docString,
        @Nullable GraphProto graph,
        List<OperatorSetIdProto> opsetImport,
        List<StringStringEntryProto> metadataProps,
        List<Bytes> trainingInfo,
        List<FunctionProto> functions,
        List<Bytes> configuration,
        List<Bytes> unknown)
        implements Message {
    public ModelProto {
        opsetImport = List.copyOf(opsetImport);
        metadataProps = List.copyOf(metadataProps);
        trainingInfo = List.copyOf(trainingInfo);
        functions = List.copyOf(functions);
        configuration = List.copyOf(configuration);
        unknown = List.copyOf(unknown);
    }

    public String producerNameOrEmpty() {
        return producerName == null ? "" : producerName;
    }

    public String producerVersionOrEmpty() {
        return producerVersion == null ? "" : producerVersion;
    }

    public String domainOrEmpty() {
        return domain == null ? "" : domain;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.irVersion = irVersion;
        builder.producerName = producerName;
        builder.producerVersion = producerVersion;
        builder.domain = domain;
        builder.modelVersion = modelVersion;
        builder.docString = docString;
        builder.graph = graph == null ? null : graph.toBuilder();
        builder.opsetImport = Fields.copy(opsetImport);
        builder.metadataProps = Fields.copy(metadataProps);
        builder.trainingInfo = Fields.copy(trainingInfo);
        builder.functions = Fields.copy(functions);
        builder.configuration = Fields.copy(configuration);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.int64(1, irVersion);
        out.name(2, producerName);
        out.name(3, producerVersion);
        out.name(4, domain);
        out.int64(5, modelVersion);
        out.bytes(6, docString);
        out.message(7, graph);
        out.messages(8, opsetImport);
        out.messages(14, metadataProps);
        out.bytes(20, trainingInfo);
        out.messages(25, functions);
        out.bytes(26, configuration);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable Long irVersion;
        private @Nullable String producerName;
        private @Nullable String producerVersion;
        private @Nullable String domain;
        private @Nullable Long modelVersion;
        private @Nullable Bytes docString;
        private GraphProto.@Nullable Builder graph;
        private @Nullable List<OperatorSetIdProto> opsetImport;
        private @Nullable List<StringStringEntryProto> metadataProps;
        private @Nullable List<Bytes> trainingInfo;
        private @Nullable List<FunctionProto> functions;
        private @Nullable List<Bytes> configuration;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> irVersion = in.int64("ir_version");
                    case 2 -> producerName = in.name("producer_name");
                    case 3 -> producerVersion = in.name("producer_version");
                    case 4 -> domain = in.name("domain");
                    case 5 -> modelVersion = in.int64("model_version");
                    case 6 -> docString = in.bytes("doc_string");
                    case 7 -> graph = in.message("graph", -1, graph == null ? new GraphProto.Builder() : graph);
                    case 8 ->
                        opsetImport = Fields.add(
                                opsetImport,
                                in.message("opset_import", Fields.size(opsetImport), new OperatorSetIdProto.Builder())
                                        .build());
                    case 14 ->
                        metadataProps = Fields.add(
                                metadataProps,
                                in.message(
                                                "metadata_props",
                                                Fields.size(metadataProps),
                                                new StringStringEntryProto.Builder())
                                        .build());
                    case 20 -> trainingInfo = Fields.add(trainingInfo, in.bytes("training_info"));
                    case 25 ->
                        functions = Fields.add(
                                functions,
                                in.function("functions", Fields.size(functions), new FunctionProto.Builder())
                                        .build());
                    case 26 -> configuration = Fields.add(configuration, in.bytes("configuration"));
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder irVersion(long value) {
            irVersion = value;
            return this;
        }

        public Builder producerName(String value) {
            producerName = value;
            return this;
        }

        public Builder producerVersion(String value) {
            producerVersion = value;
            return this;
        }

        public Builder domain(String value) {
            domain = value;
            return this;
        }

        public Builder modelVersion(long value) {
            modelVersion = value;
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
            return this;
        }

        public Builder graph(GraphProto value) {
            graph = value.toBuilder();
            return this;
        }

        public Builder opsetImport(List<OperatorSetIdProto> values) {
            opsetImport = Fields.copy(values);
            return this;
        }

        public Builder addOpsetImport(OperatorSetIdProto value) {
            opsetImport = Fields.add(opsetImport, value);
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

        public Builder trainingInfo(List<Bytes> values) {
            trainingInfo = Fields.copy(values);
            return this;
        }

        public Builder addTrainingInfo(Bytes value) {
            trainingInfo = Fields.add(trainingInfo, value);
            return this;
        }

        public Builder functions(List<FunctionProto> values) {
            functions = Fields.copy(values);
            return this;
        }

        public Builder addFunctions(FunctionProto value) {
            functions = Fields.add(functions, value);
            return this;
        }

        public Builder configuration(List<Bytes> values) {
            configuration = Fields.copy(values);
            return this;
        }

        public Builder addConfiguration(Bytes value) {
            configuration = Fields.add(configuration, value);
            return this;
        }

        public ModelProto build() {
            return new ModelProto(
                    irVersion,
                    producerName,
                    producerVersion,
                    domain,
                    modelVersion,
                    docString,
                    graph == null ? null : graph.build(),
                    Fields.orEmpty(opsetImport),
                    Fields.orEmpty(metadataProps),
                    Fields.orEmpty(trainingInfo),
                    Fields.orEmpty(functions),
                    Fields.orEmpty(configuration),
                    Fields.orEmpty(unknown));
        }
    }
}
