package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a larger tensor that a tensor holds. */
public record SegmentProto(@Nullable Long begin, @Nullable Long end, List<Bytes> unknown) implements Message {
    public SegmentProto {
        unknown = List.copyOf(unknown);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.begin = begin;
        builder.end = end;
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.int64(1, begin);
        out.int64(2, end);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable Long begin;
        private @Nullable Long end;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> begin = in.int64("begin");
                    case 2 -> end = in.int64("end");
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder begin(long value) {
            begin = value;
            return this;
        }

        public Builder end(long value) {
            end = value;
            return this;
        }

        public SegmentProto build() {
            return new SegmentProto(begin, end, Fields.orEmpty(unknown));
        }
    }
}
