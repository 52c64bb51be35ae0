package dev.sardonyx.api.tensor;

/** What a graph computes with. Values are not changed after they were made, unless their owner says so. */
public sealed interface Value permits Tensor, Sequence, MapValue, OptionalValue {
    /** The type, with a concrete shape where this is a tensor. */
    ValueType type();
}
