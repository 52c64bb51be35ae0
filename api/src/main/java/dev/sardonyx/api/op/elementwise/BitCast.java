package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * output = the bits of input as elements of type {@code to}, which is as wide. Source: ONNX BitCast-26. Exact.
 *
 * @param to the element type of the output
 */
public record BitCast(ElementType to) implements CoreOperator {
    private static final Set<ElementType> BITS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(ElementType.STRING)));

    private static final Signature SIGNATURE = Signature.of("BitCast")
            .input("input", "T1")
            .output("output", "T2")
            .where("T1", BITS)
            .where("T2", BITS)
            .build();

    public BitCast {
        if (to == ElementType.STRING) {
            throw new ModelInvalidException("to: expected a type of fixed width, found " + to);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        ElementType from = in.elementType(0);
        if (from.bits() != to.bits()) {
            throw in.fail(
                    "cannot see the " + from.bits() + " bits of " + from + " as the " + to.bits() + " bits of " + to);
        }
        return List.of(new TensorType(to, in.shape(0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        return List.of(Tensor.of(to, x.shape(), x.data()));
    }
}
