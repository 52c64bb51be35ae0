package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant tensor as the file has it: nothing here says that the contents fit the dimensions. */
public record TensorProto(
        Numbers dims,
        @Nullable Integer dataType,
        @Nullable SegmentProto segment,
        Numbers floatData,
        Numbers int32Data,
        List<Bytes> stringData,
        Numbers int64Data,
        @Nullable String name,
        @Nullable Bytes rawData,
        Numbers doubleData,
        Numbers uint64Data,
        @Nullable Bytes docString,
        List<StringStringEntryProto> externalData,
        @Nullable Integer dataLocation,
        List<StringStringEntryProto> metadataProps,
        List<Bytes> unknown)
        implements Message {
    public static final int EXTERNAL = 1;

    public TensorProto {
        stringData = List.copyOf(stringData);
        externalData = List.copyOf(externalData);
        metadataProps = List.copyOf(metadataProps);
        unknown = List.copyOf(unknown);
    }

    /** Whether the contents lie in another file. */
    public boolean isExternal() {
        return dataLocation != null && dataLocation == EXTERNAL;
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
        builder.dims = dims.toBuilder();
        builder.dataType = dataType;
        builder.segment = segment == null ? null : segment.toBuilder();
        builder.floatData = floatData.toBuilder();
        builder.int32Data = int32Data.toBuilder();
        builder.stringData = Fields.copy(stringData);
        builder.int64Data = int64Data.toBuilder();
        builder.name = name;
        builder.rawData = rawData;
        builder.doubleData = doubleData.toBuilder();
        builder.uint64Data = uint64Data.toBuilder();
        builder.docString = docString;
        builder.externalData = Fields.copy(externalData);
        builder.dataLocation = dataLocation;
        builder.metadataProps = Fields.copy(metadataProps);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.unpacked(1, dims);
        out.int32(2, dataType);
        out.message(3, segment);
        out.packed(4, floatData);
        out.packed(5, int32Data);
        out.bytes(6, stringData);
        out.packed(7, int64Data);
        out.name(8, name);
        out.bytes(9, rawData);
        out.packed(10, doubleData);
        out.packed(11, uint64Data);
        out.bytes(12, docString);
        out.messages(13, externalData);
        out.int32(14, dataLocation);
        out.messages(16, metadataProps);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable NumbersBuilder dims;
        private @Nullable Integer dataType;
        private SegmentProto.@Nullable Builder segment;
        private @Nullable NumbersBuilder floatData;
        private @Nullable NumbersBuilder int32Data;
        private @Nullable List<Bytes> stringData;
        private @Nullable NumbersBuilder int64Data;
        private @Nullable String name;
        private @Nullable Bytes rawData;
        private @Nullable NumbersBuilder doubleData;
        private @Nullable NumbersBuilder uint64Data;
        private @Nullable Bytes docString;
        private @Nullable List<StringStringEntryProto> externalData;
        private @Nullable Integer dataLocation;
        private @Nullable List<StringStringEntryProto> metadataProps;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> dims = in.numbers("dims", Numbers.Kind.VARINT, dims, Long.MAX_VALUE);
                    case 2 -> dataType = in.int32("data_type");
                    case 3 ->
                        segment = in.message("segment", -1, segment == null ? new SegmentProto.Builder() : segment);
                    case 4 -> floatData = in.numbers("float_data", Numbers.Kind.FIXED32, floatData, Long.MAX_VALUE);
                    case 5 -> int32Data = in.numbers("int32_data", Numbers.Kind.VARINT, int32Data, Long.MAX_VALUE);
                    case 6 -> stringData = Fields.add(stringData, in.bytes("string_data"));
                    case 7 -> int64Data = in.numbers("int64_data", Numbers.Kind.VARINT, int64Data, Long.MAX_VALUE);
                    case 8 -> name = in.name("name");
                    case 9 -> rawData = in.bytes("raw_data");
                    case 10 -> doubleData = in.numbers("double_data", Numbers.Kind.FIXED64, doubleData, Long.MAX_VALUE);
                    case 11 -> uint64Data = in.numbers("uint64_data", Numbers.Kind.VARINT, uint64Data, Long.MAX_VALUE);
                    case 12 -> docString = in.bytes("doc_string");
                    case 13 ->
                        externalData = Fields.add(
                                externalData,
                                in.message(
                                                "external_data",
                                                Fields.size(externalData),
                                                new StringStringEntryProto.Builder())
                                        .build());
                    case 14 -> dataLocation = in.int32("data_location");
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

        public Builder dims(Numbers values) {
            dims = values.toBuilder();
            return this;
        }

        public Builder dataType(int value) {
            dataType = value;
            return this;
        }

        public Builder segment(SegmentProto value) {
            segment = value.toBuilder();
            return this;
        }

        public Builder floatData(Numbers values) {
            floatData = values.toBuilder();
            return this;
        }

        public Builder int32Data(Numbers values) {
            int32Data = values.toBuilder();
            return this;
        }

        public Builder stringData(List<Bytes> values) {
            stringData = Fields.copy(values);
            return this;
        }

        public Builder addStringData(Bytes value) {
            stringData = Fields.add(stringData, value);
            return this;
        }

        public Builder int64Data(Numbers values) {
            int64Data = values.toBuilder();
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder rawData(Bytes value) {
            rawData = value;
            return this;
        }

        public Builder doubleData(Numbers values) {
            doubleData = values.toBuilder();
            return this;
        }

        public Builder uint64Data(Numbers values) {
            uint64Data = values.toBuilder();
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
            return this;
        }

        public Builder externalData(List<StringStringEntryProto> values) {
            externalData = Fields.copy(values);
            return this;
        }

        public Builder addExternalData(StringStringEntryProto value) {
            externalData = Fields.add(externalData, value);
            return this;
        }

        public Builder dataLocation(int value) {
            dataLocation = value;
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

        public TensorProto build() {
            return new TensorProto(
                    Numbers.of(dims),
                    dataType,
                    segment == null ? null : segment.build(),
                    Numbers.of(floatData),
                    Numbers.of(int32Data),
                    Fields.orEmpty(stringData),
                    Numbers.of(int64Data),
                    name,
                    rawData,
                    Numbers.of(doubleData),
                    Numbers.of(uint64Data),
                    docString,
                    Fields.orEmpty(externalData),
                    dataLocation,
                    Fields.orEmpty(metadataProps),
                    Fields.orEmpty(unknown));
        }
    }
}
