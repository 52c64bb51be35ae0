package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The value in an optional; a tensor or sequence passes through. An absent value is an error. Source: ONNX
 * OptionalGetElement-18.
 */
public record OptionalGetElement() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("OptionalGetElement")
            .input("input", "O")
            .output("output", "V")
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        ValueType type = in.type(0) instanceof ValueType.OfOptional(ValueType element) ? element : in.type(0);
        return List.of(TypeJoin.takeOut(type, axis -> in.unknownDim(0, axis)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        if (!(in.value(0) instanceof OptionalValue optional)) {
            return List.of(in.value(0));
        }
        if (optional.value() == null) {
            throw in.fail("the optional is empty");
        }
        return List.of(optional.value());
    }
}
