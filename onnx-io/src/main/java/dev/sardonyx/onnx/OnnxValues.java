package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.MapValue;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.proto.ExternalData;
import dev.sardonyx.onnx.proto.FileAccess;
import dev.sardonyx.onnx.proto.MapProto;
import dev.sardonyx.onnx.proto.ModelFile;
import dev.sardonyx.onnx.proto.OptionalProto;
import dev.sardonyx.onnx.proto.SequenceProto;
import dev.sardonyx.onnx.proto.TensorProto;
import dev.sardonyx.onnx.proto.WireReader;
import dev.sardonyx.onnx.proto.WireWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values in the {@code .pb} files of ONNX's test data: a TensorProto, SequenceProto, MapProto or OptionalProto,
 * as the type says.
 */
public final class OnnxValues {
    private OnnxValues() {}

    /** The value in a file. Tensor data are mapped. */
    public static Value read(Path file, ValueType type) {
        return read(ModelFile.open(file, FileAccess.MAPPED).bytes(), type, file.toString());
    }

    /** The value in memory, which must stay unchanged while the value is used. */
    public static Value read(MemorySegment bytes, ValueType type, String source) {
        WireReader in = new WireReader(bytes, Limits.DEFAULT, source);
        TensorCodec codec = new TensorCodec(ExternalData.refused(), Limits.DEFAULT);
        Where where = Where.source(source);
        return switch (type) {
            case ValueType.OfSequence s ->
                sequence(in.root(SequenceProto.builder()).build(), s, codec, where);
            case ValueType.OfOptional o ->
                optional(in.root(OptionalProto.builder()).build(), o, codec, where);
            case ValueType.OfMap m -> map(in.root(MapProto.builder()).build(), m, codec, where);
            default -> codec.read(in.root(TensorProto.builder()).build(), where);
        };
    }

    private static Value sequence(
            SequenceProto proto, ValueType.OfSequence type, TensorCodec codec, Where where) {
        List<Value> elements = new ArrayList<>();
        proto.tensorValues().forEach(tensor -> elements.add(codec.read(tensor, where)));
        for (SequenceProto inner : proto.sequenceValues()) {
            elements.add(sequence(inner, (ValueType.OfSequence) type.element(), codec, where));
        }
        for (MapProto inner : proto.mapValues()) {
            elements.add(map(inner, (ValueType.OfMap) type.element(), codec, where));
        }
        for (OptionalProto inner : proto.optionalValues()) {
            elements.add(optional(inner, (ValueType.OfOptional) type.element(), codec, where));
        }
        return new Sequence(type.element(), elements);
    }

    private static Value optional(
            OptionalProto proto, ValueType.OfOptional type, TensorCodec codec, Where where) {
        if (proto.tensorValue() != null) {
            return new OptionalValue(type.element(), codec.read(proto.tensorValue(), where));
        }
        if (proto.sequenceValue() != null && type.element() instanceof ValueType.OfSequence inner) {
            return new OptionalValue(inner, sequence(proto.sequenceValue(), inner, codec, where));
        }
        return new OptionalValue(type.element(), null);
    }

    private static Value map(MapProto proto, ValueType.OfMap type, TensorCodec codec, Where where) {
        SequenceProto values = proto.values();
        if (values == null) {
            throw new ModelInvalidException("a map has keys and values", where);
        }
        Sequence sequence =
                (Sequence) sequence(values, new ValueType.OfSequence(type.value()), codec, where);
        Map<Object, Value> entries = new LinkedHashMap<>();
        long[] numbers = proto.keys().toLongs();
        for (int i = 0; i < sequence.elements().size(); i++) {
            Object key = type.key() == ElementType.STRING
                    ? proto.stringKeys().get(i).utf8()
                    : (Object) numbers[i];
            entries.put(key, sequence.elements().get(i));
        }
        return new MapValue(type.key(), type.value(), entries);
    }

    /** The bytes of a tensor as a TensorProto. */
    public static byte[] write(String name, Tensor tensor) {
        return WireWriter.toBytes(TensorCodec.write(name, tensor));
    }
}
