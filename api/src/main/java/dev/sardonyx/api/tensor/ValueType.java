package dev.sardonyx.api.tensor;

/** The type of a value in a graph, as ONNX's {@code TypeProto}. Immutable. */
public sealed interface ValueType permits TensorType, ValueType.OfSequence, ValueType.OfMap, ValueType.OfOptional {
    /** A list of values of one type. */
    record OfSequence(ValueType element) implements ValueType {
        @Override
        public String toString() {
            return "seq(" + element + ")";
        }
    }

    /** Keys of an integer or string type, each with a value. */
    record OfMap(ElementType key, ValueType value) implements ValueType {
        @Override
        public String toString() {
            return "map(" + key + "," + value + ")";
        }
    }

    /** A value that may be absent. */
    record OfOptional(ValueType element) implements ValueType {
        @Override
        public String toString() {
            return "optional(" + element + ")";
        }
    }
}
