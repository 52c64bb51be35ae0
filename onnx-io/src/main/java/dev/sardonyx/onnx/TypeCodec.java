package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.proto.DimensionProto;
import dev.sardonyx.onnx.proto.MapTypeProto;
import dev.sardonyx.onnx.proto.OptionalTypeProto;
import dev.sardonyx.onnx.proto.SequenceTypeProto;
import dev.sardonyx.onnx.proto.TensorShapeProto;
import dev.sardonyx.onnx.proto.TensorTypeProto;
import dev.sardonyx.onnx.proto.TypeProto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types between ONNX and ours. A dimension without number and name becomes the symbol {@code ?value.axis}. */
final class TypeCodec {
    /** Begins the names of dimensions that a model leaves open; they are left open again when written. */
    private static final String OPEN = "?";

    private TypeCodec() {}

    static ValueType read(TypeProto proto, String value, Limits limits, Where where) {
        if (proto.tensorType() != null) {
            return tensor(proto.tensorType(), value, limits, where);
        }
        if (proto.sequenceType() != null) {
            return new ValueType.OfSequence(
                    element(proto.sequenceType().elemType(), value, limits, where));
        }
        if (proto.optionalType() != null) {
            return new ValueType.OfOptional(
                    element(proto.optionalType().elemType(), value, limits, where));
        }
        if (proto.mapType() != null) {
            Integer key = proto.mapType().keyType();
            return new ValueType.OfMap(
                    TensorCodec.elementType(key == null ? 0 : key, where),
                    element(proto.mapType().valueType(), value, limits, where));
        }
        if (proto.sparseTensorType() != null) {
            throw new UnsupportedModelException("sparse tensors as values are not supported", where);
        }
        throw new ModelInvalidException("a type says nothing", where);
    }

    /** Whether the type says nothing at all, as where an exporter did not know it. */
    static boolean isEmpty(TypeProto proto) {
        return proto.tensorType() == null
                && proto.sequenceType() == null
                && proto.optionalType() == null
                && proto.mapType() == null
                && proto.sparseTensorType() == null;
    }

    private static ValueType element(@Nullable TypeProto proto, String value, Limits limits, Where where) {
        if (proto == null) {
            throw new ModelInvalidException("a type does not say of what", where);
        }
        return read(proto, value, limits, where);
    }

    private static TensorType tensor(TensorTypeProto proto, String value, Limits limits, Where where) {
        var elementType = TensorCodec.elementType(proto.elemType() == null ? 0 : proto.elemType(), where);
        TensorShapeProto shape = proto.shape();
        if (shape == null) {
            return new TensorType(elementType, null);
        }
        Limits.require("rank", shape.dim().size(), limits.rank(), where);
        List<Dim> dims = new ArrayList<>();
        for (DimensionProto dim : shape.dim()) {
            Long size = dim.dimValue();
            if (size != null && size < 0) {
                throw new ModelInvalidException("a dimension must not be negative, found " + size, where);
            }
            if (size != null) {
                dims.add(Dim.of(size));
            } else if (!dim.dimParamOrEmpty().isEmpty()) {
                dims.add(Dim.symbol(dim.dimParamOrEmpty()));
            } else {
                dims.add(Dim.symbol(OPEN + value + "." + dims.size()));
            }
        }
        return new TensorType(elementType, new SymbolicShape(dims));
    }

    static TypeProto write(ValueType type) {
        TypeProto.Builder proto = TypeProto.builder();
        switch (type) {
            case TensorType tensor -> proto.tensorType(tensor(tensor));
            case ValueType.OfSequence(ValueType element) ->
                proto.sequenceType(
                        SequenceTypeProto.builder().elemType(write(element)).build());
            case ValueType.OfOptional(ValueType element) ->
                proto.optionalType(
                        OptionalTypeProto.builder().elemType(write(element)).build());
            case ValueType.OfMap map ->
                proto.mapType(MapTypeProto.builder()
                        .keyType(map.key().code())
                        .valueType(write(map.value()))
                        .build());
        }
        return proto.build();
    }

    private static TensorTypeProto tensor(TensorType type) {
        TensorTypeProto.Builder proto =
                TensorTypeProto.builder().elemType(type.elementType().code());
        SymbolicShape shape = type.shape();
        if (shape != null) {
            List<DimensionProto> dims = new ArrayList<>();
            for (Dim dim : shape.dims()) {
                DimensionProto.Builder one = DimensionProto.builder();
                if (dim instanceof Dim.Fixed(long size)) {
                    one.dimValue(size);
                } else if (dim instanceof Dim.Symbol(String name) && !name.startsWith(OPEN)) {
                    one.dimParam(name);
                }
                dims.add(one.build());
            }
            proto.shape(TensorShapeProto.builder().dim(dims).build());
        }
        return proto.build();
    }
}
