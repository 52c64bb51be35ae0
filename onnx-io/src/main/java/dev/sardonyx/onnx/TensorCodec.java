package dev.sardonyx.onnx;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.ExternalData;
import dev.sardonyx.onnx.proto.Numbers;
import dev.sardonyx.onnx.proto.TensorProto;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors between ONNX and memory. Raw and external data are not copied; every count is checked before
 * anything is allocated.
 */
final class TensorCodec {
    private final ExternalData external;
    private final Limits limits;

    TensorCodec(ExternalData external, Limits limits) {
        this.external = external;
        this.limits = limits;
    }

    Tensor read(TensorProto proto, Where outer) {
        Where where = proto.nameOrEmpty().isEmpty() ? outer : outer.withTensor(proto.nameOrEmpty());
        ElementType type = elementType(proto.dataType() == null ? 0 : proto.dataType(), where);
        Shape shape = shape(proto.dims(), where);
        long bytes = type.bytes(shape.elements());
        Limits.require("tensorBytes", bytes, limits.tensorBytes(), where);
        if (proto.segment() != null) {
            throw new UnsupportedModelException("tensors in segments are not supported", where);
        }
        requireOneSource(proto, where);
        if (type == ElementType.STRING) {
            return strings(proto, shape, where);
        }
        if (proto.isExternal()) {
            return Tensor.of(type, shape, external.slice(proto, bytes));
        }
        if (proto.rawData() != null) {
            Bytes raw = proto.rawData();
            if (raw.size() != bytes) {
                throw new ModelInvalidException(
                        "a " + type + shape + " tensor takes " + bytes + " bytes of raw_data, found " + raw.size(),
                        where);
            }
            return Tensor.of(type, shape, raw.segment());
        }
        return typed(proto, type, shape, where);
    }

    static ElementType elementType(int code, Where where) {
        return ElementType.ofCode(code)
                .orElseThrow(() -> new ModelInvalidException("unknown element type " + code, where));
    }

    Shape shape(Numbers dims, Where where) {
        Limits.require("rank", dims.size(), limits.rank(), where);
        long[] sizes = dims.toLongs();
        for (long size : sizes) {
            if (size < 0) {
                throw new ModelInvalidException("a dimension must not be negative, found " + size, where);
            }
        }
        try {
            return Shape.of(sizes);
        } catch (LimitExceededException e) {
            throw new LimitExceededException("tensorBytes", e.asked(), limits.tensorBytes(), where);
        }
    }

    private static void requireOneSource(TensorProto proto, Where where) {
        List<String> sources = new ArrayList<>();
        if (proto.isExternal()) {
            sources.add("external_data");
        } else if (proto.dataLocation() != null && proto.dataLocation() != 0) {
            throw new ModelInvalidException("unknown data_location " + proto.dataLocation(), where);
        }
        if (proto.rawData() != null && !proto.rawData().isEmpty()) {
            sources.add("raw_data");
        }
        addUnlessEmpty(sources, "float_data", proto.floatData());
        addUnlessEmpty(sources, "int32_data", proto.int32Data());
        addUnlessEmpty(sources, "int64_data", proto.int64Data());
        addUnlessEmpty(sources, "double_data", proto.doubleData());
        addUnlessEmpty(sources, "uint64_data", proto.uint64Data());
        if (!proto.stringData().isEmpty()) {
            sources.add("string_data");
        }
        if (sources.size() > 1) {
            throw new ModelInvalidException("a tensor has one source of data, found " + sources, where);
        }
    }

    private static void addUnlessEmpty(List<String> sources, String name, Numbers numbers) {
        if (!numbers.isEmpty()) {
            sources.add(name);
        }
    }

    private static Tensor strings(TensorProto proto, Shape shape, Where where) {
        if (proto.isExternal() || (proto.rawData() != null && !proto.rawData().isEmpty())) {
            throw new ModelInvalidException("a string tensor has string_data and nothing else", where);
        }
        requireCount(proto.stringData().size(), shape.elements(), "string_data", where);
        String[] values = new String[proto.stringData().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = proto.stringData().get(i).utf8();
        }
        return Tensor.ofStrings(shape, values);
    }

    private static void requireCount(long found, long expected, String field, Where where) {
        if (found != expected) {
            throw new ModelInvalidException("expected " + expected + " values of " + field + ", found " + found, where);
        }
    }

    private static Tensor typed(TensorProto proto, ElementType type, Shape shape, Where where) {
        return switch (type) {
            case FLOAT -> fixed(proto.floatData(), 4, "float_data", type, shape, shape.elements(), where);
            case COMPLEX64 -> fixed(proto.floatData(), 4, "float_data", type, shape, 2 * shape.elements(), where);
            case DOUBLE -> fixed(proto.doubleData(), 8, "double_data", type, shape, shape.elements(), where);
            case COMPLEX128 -> fixed(proto.doubleData(), 8, "double_data", type, shape, 2 * shape.elements(), where);
            case INT64 -> varints(proto.int64Data(), "int64_data", type, shape, where);
            case UINT64, UINT32 -> varints(proto.uint64Data(), "uint64_data", type, shape, where);
            default ->
                type.isSubByte()
                        ? packedBytes(proto.int32Data(), type, shape, where)
                        : varints(proto.int32Data(), "int32_data", type, shape, where);
        };
    }

    private static Tensor fixed(
            Numbers numbers, int width, String field, ElementType type, Shape shape, long count, Where where) {
        requireCount(numbers.size(), count, field, where);
        if (numbers.parts().size() == 1 && numbers.parts().getFirst().byteSize() == width * count) {
            return Tensor.of(type, shape, numbers.parts().getFirst());
        }
        Tensor tensor = Tensor.allocate(type, shape);
        long at = 0;
        for (MemorySegment part : numbers.parts()) {
            MemorySegment.copy(part, 0, tensor.data(), at, part.byteSize());
            at += part.byteSize();
        }
        return tensor;
    }

    private static Tensor varints(Numbers numbers, String field, ElementType type, Shape shape, Where where) {
        requireCount(numbers.size(), shape.elements(), field, where);
        Tensor tensor = Tensor.allocate(type, shape);
        long[] at = {0};
        numbers.forEachRaw(raw -> {
            long value = field.equals("int32_data") ? (int) raw : raw;
            if (type.isFloating()) {
                requireRange(value, 0, (1L << type.bits()) - 1, type, where);
                tensor.setRawBits(at[0]++, (int) value);
            } else {
                requireIn(type, value, where);
                tensor.setLong(at[0]++, value);
            }
        });
        return tensor;
    }

    private static void requireIn(ElementType type, long value, Where where) {
        switch (type.kind()) {
            case BOOL -> requireRange(value, 0, 1, type, where);
            case UNSIGNED -> {
                if (type.bits() < 64) {
                    requireRange(value, 0, (1L << type.bits()) - 1, type, where);
                }
            }
            default -> {
                if (type.bits() < 64) {
                    requireRange(value, -(1L << (type.bits() - 1)), (1L << (type.bits() - 1)) - 1, type, where);
                }
            }
        }
    }

    private static void requireRange(long value, long min, long max, ElementType type, Where where) {
        if (value < min || value > max) {
            throw new ModelInvalidException(
                    "a " + type + " must lie between " + min + " and " + max + ", found " + value, where);
        }
    }

    private static Tensor packedBytes(Numbers numbers, ElementType type, Shape shape, Where where) {
        long bytes = type.bytes(shape.elements());
        requireCount(numbers.size(), bytes, "int32_data", where);
        MemorySegment data = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        int[] at = {0};
        numbers.forEachRaw(raw -> {
            if ((int) raw < Byte.MIN_VALUE || (int) raw > 255) {
                throw new ModelInvalidException(
                        "int32_data holds a byte of packed " + type + ", found " + (int) raw, where);
            }
            data.set(java.lang.foreign.ValueLayout.JAVA_BYTE, at[0]++, (byte) raw);
        });
        return Tensor.of(type, shape, data);
    }

    /** The tensor as ONNX has it, its data not copied. */
    static TensorProto write(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.builder()
                .dims(Numbers.ofLongs(tensor.shape().dims()))
                .dataType(tensor.elementType().code());
        if (!name.isEmpty()) {
            proto.name(name);
        }
        if (tensor.elementType() == ElementType.STRING) {
            return proto.stringData(tensor.toStrings().stream().map(Bytes::of).toList())
                    .build();
        }
        return proto.rawData(Bytes.of(tensor.data())).build();
    }
}
