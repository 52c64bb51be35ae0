package dev.sardonyx.api.op.random;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Less;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 1 with the probability that the input says, else 0, of type {@code dtype}: u below p for uniform u. NaN gives 0.
 * Source: ONNX Bernoulli-22.
 *
 * @param dtype the element type of the result, or null for that of the input
 * @param seed the seed, or null for other numbers in every run
 */
public record Bernoulli(
        @Nullable ElementType dtype, @Nullable Float seed) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Bernoulli")
            .input("input", "T1")
            .output("output", "T2")
            .where("T1", RandomOperator.types())
            .where("T2", Types.NUMERIC_OR_BOOL)
            .build();

    /** Without a seed, of the type of the input. */
    public Bernoulli() {
        this(null, null);
    }

    public Bernoulli {
        if (dtype != null && !Types.NUMERIC_OR_BOOL.contains(dtype)) {
            throw new ModelInvalidException("dtype: expected a number or bool, found " + dtype);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public boolean isDeterministic() {
        return seed != null;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(dtype == null ? in.elementType(0) : dtype, in.shape(0)));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref p = d.input(0);
        ElementType result = dtype == null ? p.elementType() : dtype;
        // the narrow types have too few bits for small probabilities
        ElementType wide = p.elementType() == ElementType.DOUBLE ? ElementType.DOUBLE : ElementType.FLOAT;
        Ref uniform = d.emit(new RandomUniformLike(0, 1, seed, wide), p);
        Ref hit = d.emit(new Less(), uniform, p.elementType() == wide ? p : d.emit(new Cast(wide), p));
        return List.of(d.emit(new Cast(result), hit));
    }
}
