package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * An operator this version does not know. It is kept as it was read, can be inspected and written back
 * bit-identically, and runs only if a device claims it.
 *
 * @param domain the domain, empty for ONNX's own
 * @param name the operator's name
 * @param version the operator set version the model asks for
 * @param attributes the attributes as read; the reader's own type, compared by identity
 * @param reason why it is opaque
 */
public record Opaque(String domain, String name, long version, Object attributes, String reason) implements Operator {
    @Override
    public Signature signature() {
        return Signature.of(domain, name)
                .variadic("inputs", "Any*", 0)
                .variadicOutput("outputs", "Any*")
                .build();
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of();
    }
}
