package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of an operator. An empty name in {@code input} or {@code output} stands for an absent value. Device
 * configurations are carried along undecoded.
 */
public record NodeProto(
        List<String> input,
        List<String> output,
        @Nullable String name,
        @Nullable String opType,
        List<AttributeProto> attribute,
        @Nullable Bytes docString,
        @Nullable String domain,
        @Nullable String overload,
        List<StringStringEntryProto> metadataProps,
        List<Bytes> deviceConfigurations,
        List<Bytes> unknown)
        implements Message {
    public NodeProto {
        input = List.copyOf(input);
        output = List.copyOf(output);
        attribute = List.copyOf(attribute);
        metadataProps = List.copyOf(metadataProps);
        deviceConfigurations = List.copyOf(deviceConfigurations);
        unknown = List.copyOf(unknown);
    }

    public String nameOrEmpty() {
        return name == null ? "" : name;
    }

    public String opTypeOrEmpty() {
        return opType == null ? "" : opType;
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
        builder.input = Fields.copy(input);
        builder.output = Fields.copy(output);
        builder.name = name;
        builder.opType = opType;
        builder.attribute = Fields.copy(attribute);
        builder.docString = docString;
        builder.domain = domain;
        builder.overload = overload;
        builder.metadataProps = Fields.copy(metadataProps);
        builder.deviceConfigurations = Fields.copy(deviceConfigurations);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.names(1, input);
        out.names(2, output);
        out.name(3, name);
        out.name(4, opType);
        out.messages(5, attribute);
        out.bytes(6, docString);
        out.name(7, domain);
        out.name(8, overload);
        out.messages(9, metadataProps);
        out.bytes(10, deviceConfigurations);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable List<String> input;
        private @Nullable List<String> output;
        private @Nullable String name;
        private @Nullable String opType;
        private @Nullable List<AttributeProto> attribute;
        private @Nullable Bytes docString;
        private @Nullable String domain;
        private @Nullable String overload;
        private @Nullable List<StringStringEntryProto> metadataProps;
        private @Nullable List<Bytes> deviceConfigurations;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> input = Fields.add(input, in.name("input"));
                    case 2 -> output = Fields.add(output, in.name("output"));
                    case 3 -> name = in.name("name");
                    case 4 -> opType = in.name("op_type");
                    case 5 ->
                        attribute = Fields.add(
                                attribute,
                                in.message("attribute", Fields.size(attribute), new AttributeProto.Builder())
                                        .build());
                    case 6 -> docString = in.bytes("doc_string");
                    case 7 -> domain = in.name("domain");
                    case 8 -> overload = in.name("overload");
                    case 9 ->
                        metadataProps = Fields.add(
                                metadataProps,
                                in.message(
                                                "metadata_props",
                                                Fields.size(metadataProps),
                                                new StringStringEntryProto.Builder())
                                        .build());
                    case 10 ->
                        deviceConfigurations = Fields.add(deviceConfigurations, in.bytes("device_configurations"));
                    default -> unknown = in.unknown(unknown);
                }
            }
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

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder opType(String value) {
            opType = value;
            return this;
        }

        public Builder attribute(List<AttributeProto> values) {
            attribute = Fields.copy(values);
            return this;
        }

        public Builder addAttribute(AttributeProto value) {
            attribute = Fields.add(attribute, value);
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
            return this;
        }

        public Builder domain(String value) {
            domain = value;
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

        public Builder deviceConfigurations(List<Bytes> values) {
            deviceConfigurations = Fields.copy(values);
            return this;
        }

        public Builder addDeviceConfigurations(Bytes value) {
            deviceConfigurations = Fields.add(deviceConfigurations, value);
            return this;
        }

        public NodeProto build() {
            return new NodeProto(
                    Fields.orEmpty(input),
                    Fields.orEmpty(output),
                    name,
                    opType,
                    Fields.orEmpty(attribute),
                    docString,
                    domain,
                    overload,
                    Fields.orEmpty(metadataProps),
                    Fields.orEmpty(deviceConfigurations),
                    Fields.orEmpty(unknown));
        }
    }
}
