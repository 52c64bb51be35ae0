package dev.sardonyx.onnx.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named constant of a node. {@code type} says which field holds it; a field that is present with its default value
 * is not null.
 */
public record AttributeProto(
        @Nullable String name,
        @Nullable Float f,
        @Nullable Long i,
        @Nullable Bytes s,
        @Nullable TensorProto t,
        @Nullable GraphProto g,
        Numbers floats,
        Numbers ints,
        List<Bytes> strings,
        List<TensorProto> tensors,
        List<GraphProto> graphs,
        @Nullable Bytes docString,
        @Nullable TypeProto tp,
        List<TypeProto> typeProtos,
        @Nullable Integer type,
        @Nullable String refAttrName,
        @Nullable SparseTensorProto sparseTensor,
        List<SparseTensorProto> sparseTensors,
        List<Bytes> unknown)
        implements Message {
    public AttributeProto {
        strings = List.copyOf(strings);
        tensors = List.copyOf(tensors);
        graphs = List.copyOf(graphs);
        typeProtos = List.copyOf(typeProtos);
        sparseTensors = List.copyOf(sparseTensors);
        unknown = List.copyOf(unknown);
    }

    public String nameOrEmpty() {
        return name == null ? "" : name;
    }

    public String refAttrNameOrEmpty() {
        return refAttrName == null ? "" : refAttrName;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.f = f;
        builder.i = i;
        builder.s = s;
        builder.t = t == null ? null : t.toBuilder();
        builder.g = g == null ? null : g.toBuilder();
        builder.floats = floats.toBuilder();
        builder.ints = ints.toBuilder();
        builder.strings = Fields.copy(strings);
        builder.tensors = Fields.copy(tensors);
        builder.graphs = Fields.copy(graphs);
        builder.docString = docString;
        builder.tp = tp == null ? null : tp.toBuilder();
        builder.typeProtos = Fields.copy(typeProtos);
        builder.type = type;
        builder.refAttrName = refAttrName;
        builder.sparseTensor = sparseTensor == null ? null : sparseTensor.toBuilder();
        builder.sparseTensors = Fields.copy(sparseTensors);
        builder.unknown = Fields.copy(unknown);
        return builder;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.name(1, name);
        out.float32(2, f);
        out.int64(3, i);
        out.bytes(4, s);
        out.message(5, t);
        out.message(6, g);
        out.unpacked(7, floats);
        out.unpacked(8, ints);
        out.bytes(9, strings);
        out.messages(10, tensors);
        out.messages(11, graphs);
        out.bytes(13, docString);
        out.message(14, tp);
        out.messages(15, typeProtos);
        out.int32(20, type);
        out.name(21, refAttrName);
        out.message(22, sparseTensor);
        out.messages(23, sparseTensors);
        out.unknown(unknown);
    }

    /** Builds the record; every setter replaces what was there. */
    public static final class Builder implements MessageBuilder {
        private @Nullable String name;
        private @Nullable Float f;
        private @Nullable Long i;
        private @Nullable Bytes s;
        private TensorProto.@Nullable Builder t;
        private GraphProto.@Nullable Builder g;
        private @Nullable NumbersBuilder floats;
        private @Nullable NumbersBuilder ints;
        private @Nullable List<Bytes> strings;
        private @Nullable List<TensorProto> tensors;
        private @Nullable List<GraphProto> graphs;
        private @Nullable Bytes docString;
        private TypeProto.@Nullable Builder tp;
        private @Nullable List<TypeProto> typeProtos;
        private @Nullable Integer type;
        private @Nullable String refAttrName;
        private SparseTensorProto.@Nullable Builder sparseTensor;
        private @Nullable List<SparseTensorProto> sparseTensors;
        private @Nullable List<Bytes> unknown;

        @Override
        public void merge(WireReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name = in.name("name");
                    case 2 -> f = in.float32("f");
                    case 3 -> i = in.int64("i");
                    case 4 -> s = in.bytes("s");
                    case 5 -> t = in.message("t", -1, t == null ? new TensorProto.Builder() : t);
                    case 6 -> g = in.subgraph("g", -1, g == null ? new GraphProto.Builder() : g);
                    case 7 ->
                        floats = in.numbers("floats", Numbers.Kind.FIXED32, floats, in.limits.attributeElements());
                    case 8 -> ints = in.numbers("ints", Numbers.Kind.VARINT, ints, in.limits.attributeElements());
                    case 9 -> {
                        in.element("strings", Fields.size(strings));
                        strings = Fields.add(strings, in.bytes("strings"));
                    }
                    case 10 -> {
                        in.element("tensors", Fields.size(tensors));
                        tensors = Fields.add(
                                tensors,
                                in.message("tensors", Fields.size(tensors), new TensorProto.Builder())
                                        .build());
                    }
                    case 11 -> {
                        in.element("graphs", Fields.size(graphs));
                        graphs = Fields.add(
                                graphs,
                                in.subgraph("graphs", Fields.size(graphs), new GraphProto.Builder())
                                        .build());
                    }
                    case 13 -> docString = in.bytes("doc_string");
                    case 14 -> tp = in.message("tp", -1, tp == null ? new TypeProto.Builder() : tp);
                    case 15 -> {
                        in.element("type_protos", Fields.size(typeProtos));
                        typeProtos = Fields.add(
                                typeProtos,
                                in.message("type_protos", Fields.size(typeProtos), new TypeProto.Builder())
                                        .build());
                    }
                    case 20 -> type = in.int32("type");
                    case 21 -> refAttrName = in.name("ref_attr_name");
                    case 22 ->
                        sparseTensor = in.message(
                                "sparse_tensor",
                                -1,
                                sparseTensor == null ? new SparseTensorProto.Builder() : sparseTensor);
                    case 23 -> {
                        in.element("sparse_tensors", Fields.size(sparseTensors));
                        sparseTensors = Fields.add(
                                sparseTensors,
                                in.message(
                                                "sparse_tensors",
                                                Fields.size(sparseTensors),
                                                new SparseTensorProto.Builder())
                                        .build());
                    }
                    default -> unknown = in.unknown(unknown);
                }
            }
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder f(float value) {
            f = value;
            return this;
        }

        public Builder i(long value) {
            i = value;
            return this;
        }

        public Builder s(Bytes value) {
            s = value;
            return this;
        }

        public Builder t(TensorProto value) {
            t = value.toBuilder();
            return this;
        }

        public Builder g(GraphProto value) {
            g = value.toBuilder();
            return this;
        }

        public Builder floats(Numbers values) {
            floats = values.toBuilder();
            return this;
        }

        public Builder ints(Numbers values) {
            ints = values.toBuilder();
            return this;
        }

        public Builder strings(List<Bytes> values) {
            strings = Fields.copy(values);
            return this;
        }

        public Builder tensors(List<TensorProto> values) {
            tensors = Fields.copy(values);
            return this;
        }

        public Builder graphs(List<GraphProto> values) {
            graphs = Fields.copy(values);
            return this;
        }

        public Builder docString(Bytes value) {
            docString = value;
            return this;
        }

        public Builder tp(TypeProto value) {
            tp = value.toBuilder();
            return this;
        }

        public Builder typeProtos(List<TypeProto> values) {
            typeProtos = Fields.copy(values);
            return this;
        }

        public Builder type(int value) {
            type = value;
            return this;
        }

        public Builder refAttrName(String value) {
            refAttrName = value;
            return this;
        }

        public Builder sparseTensor(SparseTensorProto value) {
            sparseTensor = value.toBuilder();
            return this;
        }

        public Builder sparseTensors(List<SparseTensorProto> values) {
            sparseTensors = Fields.copy(values);
            return this;
        }

        public AttributeProto build() {
            return new AttributeProto(
                    name,
                    f,
                    i,
                    s,
                    t == null ? null : t.build(),
                    g == null ? null : g.build(),
                    Numbers.of(floats),
                    Numbers.of(ints),
                    Fields.orEmpty(strings),
                    Fields.orEmpty(tensors),
                    Fields.orEmpty(graphs),
                    docString,
                    tp == null ? null : tp.build(),
                    Fields.orEmpty(typeProtos),
                    type,
                    refAttrName,
                    sparseTensor == null ? null : sparseTensor.build(),
                    Fields.orEmpty(sparseTensors),
                    Fields.orEmpty(unknown));
        }
    }
}
