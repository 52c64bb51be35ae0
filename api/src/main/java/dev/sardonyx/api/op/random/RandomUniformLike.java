package dev.sardonyx.api.op.random;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the shape of the input with numbers uniform over [low, high). The same seed gives the same numbers on
 * every device; see {@link RandomOperator}. Source: ONNX RandomUniformLike-22.
 *
 * @param low the lower bound, inclusive
 * @param high the upper bound, exclusive but for rounding
 * @param seed the seed, or null for other numbers in every run
 * @param dtype the element type, or null for that of the input
 */
public record RandomUniformLike(
        float low,
        float high,
        @Nullable Float seed,
        @Nullable ElementType dtype) implements RandomOperator {
    private static final Signature SIGNATURE = Signature.of("RandomUniformLike")
            .input("input", "T1")
            .output("output", "T2")
            .where("T2", RandomOperator.types())
            .build();

    /** Without a seed, with the element type of the input. */
    public RandomUniformLike(float low, float high) {
        this(low, high, null, null);
    }

    public RandomUniformLike {
        if (dtype != null) {
            RandomShapes.check(dtype);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        ElementType type = dtype == null ? in.elementType(0) : dtype;
        if (!RandomOperator.types().contains(type)) {
            throw in.fail("dtype: expected one of " + RandomOperator.types() + ", found " + type);
        }
        return List.of(new TensorType(type, in.shape(0)));
    }

    @Override
    public Distribution distribution() {
        return Distribution.UNIFORM;
    }

    @Override
    public double offset() {
        return low;
    }

    @Override
    public double factor() {
        return (double) high - low;
    }
}
