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
 * A tensor of shape {@code shape} with normally distributed numbers. The same seed gives the same numbers on
 * every device; see {@link RandomOperator}. Source: ONNX RandomNormal-22.
 *
 * @param shape the shape of the result
 * @param mean the mean
 * @param scale the standard deviation
 * @param seed the seed, or null for other numbers in every run
 * @param dtype the element type
 */
public record RandomNormal(
        List<Long> shape, float mean, float scale, @Nullable Float seed, ElementType dtype) implements RandomOperator {
    private static final Signature SIGNATURE = Signature.of("RandomNormal")
            .output("output", "T")
            .where("T", RandomOperator.types())
            .build();

    /** FLOAT numbers without a seed. */
    public RandomNormal(List<Long> shape, float mean, float scale) {
        this(shape, mean, scale, null, ElementType.FLOAT);
    }

    public RandomNormal {
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
