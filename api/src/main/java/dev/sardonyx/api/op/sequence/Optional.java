package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optional that holds the input, or, without an input, an absent value of type {@code type}. Source: ONNX
 * Optional-15.
 *
 * @param type the type of the absent value; null where there is an input
 */
public record Optional(@Nullable ValueType type) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("Optional")
            .optional("input", "V")
            .output("output", "O")
            .build();

    /** Holds its input. */
    public Optional() {
        this(null);
    }

    public Optional {
        if (type instanceof ValueType.OfOptional) {
            throw new ModelInvalidException("type: expected a tensor or sequence type, found " + type);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new ValueType.OfOptional(in.has(0) ? in.type(0) : absentType(in)));
    }

    private ValueType absentType(Inference in) {
        if (type == null) {
            throw in.fail("expected an input or the attribute type, found neither");
        }
        return type;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        if (in.has(0)) {
            Value value = in.value(0);
            return List.of(new OptionalValue(value.type(), value));
        }
        return List.of(new OptionalValue(((ValueType.OfOptional) in.outputType(0)).element(), null));
    }
}
