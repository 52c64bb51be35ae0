package dev.sardonyx.api.op.random;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of shape {@code shape} with numbers uniform over [low, high). The same seed gives the same numbers on
 * every device; see {@link RandomOperator}. Source: ONNX RandomUniform-22.
 *
 * @param shape the shape of the result
 * @param low the lower bound, inclusive
 * @param high the upper bound, exclusive but for rounding
 * @param seed the seed, or null for other numbers in every run
 * @param dtype the element type
 */
public record RandomUniform(
        List<Long> shape, float low, float high, @Nullable Float seed, ElementType dtype) implements RandomOperator {
    private static final Signature SIGNATURE = Signature.of("RandomUniform")
            .output("output", "T")
            .where("T", RandomOperator.types())
            .build();

    /** FLOAT numbers without a seed. */
    public RandomUniform(List<Long> shape, float low, float high) {
        this(shape, low, high, null, ElementType.FLOAT);
    }

    public RandomUniform {
        RandomShapes.check(dtype);
        shape = RandomShapes.check(shape);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(
                dtype, SymbolicShape.of(shape.stream().mapToLong(n -> n).toArray())));
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
