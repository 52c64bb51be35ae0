package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Y = X, for a value of any type. Source: ONNX Identity-25. Lives beside the contract because graph outputs
 * need it.
 */
public record Identity() implements CoreOperator {
    private static final Signature SIGNATURE =
            Signature.of("Identity").input("input", "V").output("output", "V").build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(in.type(0));
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        return in.dims(0);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return List.of(in.value(0));
    }
}
