package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dimension: a number, a name, or neither where it is unknown. */
public record DimensionProto(
        @Nullable Long dimValue,
        @Nullable String dimParam,
        @Nullable String denotation,
        List<Bytes> unknown) implements Message {
    public DimensionProto {
        unknown = List.copyOf(unknown);
    }

    public String dimParamOrEmpty() {
        return dimParam == null ? "" : dimParam;
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
        builder.dimValue = dimValue;
        builder.dimParam = dimParam;
        builder.denotation = denotation;
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.int64(1, dimValue);
        out.name(2, dimParam);
        out.name(3, denotation);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable Long dimValue;
        private @Nullable String dimParam;
        private @Nullable String denotation;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> {
                        clearValue();
                        dimValue = in.int64("dim_value");
                    }
                    case 2 -> {
                        clearValue();
                        dimParam = in.name("dim_param");
                    }
                    case 3 -> denotation = in.name("denotation");
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder dimValue(long value) {
            clearValue();
            dimValue = value;
            return this;
        }

        public Builder dimParam(String value) {
            clearValue();
            dimParam = value;
            return this;
        }

        public Builder denotation(String value) {
            denotation = value;
            return this;
        }

        private void clearValue() {
            dimValue = null;
            dimParam = null;
        }

        public DimensionProto build() {
            return new DimensionProto(dimValue, dimParam, denotation, Fields.orEmpty(unknown));
        }
    }
}
