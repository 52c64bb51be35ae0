package dev.sardonyx.api.op.random;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the shape of the input with normally distributed numbers. The same seed gives the same numbers on
 * every device; see {@link RandomOperator}. Source: ONNX RandomNormalLike-22.
 *
 * @param mean the mean
 * @param scale the standard deviation
 * @param seed the seed, or null for other numbers in every run
 * @param dtype the element type, or null for that of the input
 */
public record RandomNormalLike(
        float mean,
        float scale,
        @Nullable Float seed,
        @Nullable ElementType dtype) implements RandomOperator {
    private static final Signature SIGNATURE = Signature.of("RandomNormalLike")
            .input("input", "T1")
            .output("output", "T2")
            .where("T2", RandomOperator.types())
            .build();

    /** Without a seed, with the element type of the input. */
    public RandomNormalLike(float mean, float scale) {
        this(mean, scale, null, null);
    }

    public RandomNormalLike {
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
        return Distribution.NORMAL;
    }

    @Override
    public double offset() {
        return mean;
    }

    @Override
    public double factor() {
        return scale;
    }
}
