package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator made of other operators. */
public record FunctionProto(
        @Nullable String name,
        List<String> input,
        List<String> output,
        List<String> attribute,
        List<NodeProto> node,
        @Nullable Bytes docString,
        List<OperatorSetIdProto> opsetImport,
        @Nullable String domain,
        List<AttributeProto> attributeProto,
        List<ValueInfoProto> valueInfo,
        @Nullable String overload,
        List<StringStringEntryProto> metadataProps,
        List<Bytes> unknown)
        implements Message {
    public FunctionProto {
        input = List.copyOf(input);
        output = List.copyOf(output);
        attribute = List.copyOf(attribute);
        node = List.copyOf(node);
        opsetImport = List.copyOf(opsetImport);
        attributeProto = List.copyOf(attributeProto);
        valueInfo = List.copyOf(valueInfo);
        metadataProps = List.copyOf(metadataProps);
        unknown = List.copyOf(unknown);
    }

    public String nameOrEmpty() {
        return name == null ? "" : name;
    }

    public String domainOrEmpty() {
        return domain == null ? "" : domain;
    }

    public String overloadOrEmpty() {
        return overload == null ? "" : overload;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.input = Fields.copy(input);
        builder.output = Fields.copy(output);
        builder.attribute = Fields.copy(attribute);
        builder.node = Fields.copy(node);
        builder.docString = docString;
        builder.opsetImport = Fields.copy(opsetImport);
        builder.domain = domain;
        builder.attributeProto = Fields.copy(attributeProto);
        builder.valueInfo = Fields.copy(valueInfo);
        builder.overload = overload;
        builder.metadataProps = Fields.copy(metadataProps);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, name);
        out.names(4, input);
        out.names(5, output);
        out.names(6, attribute);
        out.messages(7, node);
        out.bytes(8, docString);
        out.messages(9, opsetImport);
        out.name(10, domain);
        out.messages(11, attributeProto);
        out.messages(12, valueInfo);
        out.name(13, overload);
        out.messages(14, metadataProps);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String name;
        private @Nullable List<String> input;
        private @Nullable List<String> output;
        private @Nullable List<String> attribute;
        private @Nullable List<NodeProto> node;
        private @Nullable Bytes docString;
        private @Nullable List<OperatorSetIdProto> opsetImport;
        private @Nullable String domain;
        private @Nullable List<AttributeProto> attributeProto;
        private @Nullable List<ValueInfoProto> valueInfo;
        private @Nullable String overload;
        private @Nullable List<StringStringEntryProto> metadataProps;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name = in.name("name");
                    case 4 -> input = Fields.add(input, in.name("input"));
                    case 5 -> output = Fields.add(output, in.name("output"));
                    case 6 -> attribute = Fields.add(attribute, in.name("attribute"));
                    case 7 ->
                        node = Fields.add(
                                node,
                                in.node("node", Fields.size(node), new NodeProto.Builder())
                                        .build());
                    case 8 -> docString = in.bytes("doc_string");
                    case 9 ->
                        opsetImport = Fields.add(
                                opsetImport,
                                in.message("opset_import", Fields.size(opsetImport), new OperatorSetIdProto.Builder())
                                        .build());
                    case 10 -> domain = in.name("domain");
                    case 11 ->
                        attributeProto = Fields.add(
                                attributeProto,
                                in.message("attribute_proto", Fields.size(attributeProto), new AttributeProto.Builder())
                                        .build());
                    case 12 ->
                        valueInfo = Fields.add(
                                valueInfo,
                                in.message("value_info", Fields.size(valueInfo), new ValueInfoProto.Builder())
                                        .build());
                    case 13 -> overload = in.name("overload");
                    case 14 ->
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

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder input(List<String> values) {
            input = Fields.copy(values);
            return this;
        }

        public Builder addInput(String value) {
            input = Fields.add(input, value);
            return this;
        }

        public Builder output(List<String> values) {
            output = Fields.copy(values);
            return this;
        }

        public Builder addOutput(String value) {
            output = Fields.add(output, value);
            return this;
        }

        public Builder attribute(List<String> values) {
            attribute = Fields.copy(values);
            return this;
        }

        public Builder addAttribute(String value) {
            attribute = Fields.add(attribute, value);
            return this;
        }

        public Builder node(List<NodeProto> values) {
            node = Fields.copy(values);
            return this;
        }

        public Builder addNode(NodeProto value) {
            node = Fields.add(node, value);
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
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

        public Builder domain(String value) {
            domain = value;
            return this;
        }

        public Builder attributeProto(List<AttributeProto> values) {
            attributeProto = Fields.copy(values);
            return this;
        }

        public Builder addAttributeProto(AttributeProto value) {
            attributeProto = Fields.add(attributeProto, value);
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

        public Builder overload(String value) {
            overload = value;
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

        public FunctionProto build() {
            return new FunctionProto(
                    name,
                    Fields.orEmpty(input),
                    Fields.orEmpty(output),
                    Fields.orEmpty(attribute),
                    Fields.orEmpty(node),
                    docString,
                    Fields.orEmpty(opsetImport),
                    domain,
                    Fields.orEmpty(attributeProto),
                    Fields.orEmpty(valueInfo),
                    overload,
                    Fields.orEmpty(metadataProps),
                    Fields.orEmpty(unknown));
        }
    }
}
