package dev.sardonyx.api.op.random;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The family of tensors filled with random numbers: y = a + b r. A backend implements it once, by {@link
 * #distribution}. The numbers are those of {@link Philox} under {@link #key}, by element i in row-major order:
 *
 * <ul>
 *   <li>DOUBLE takes words 2(i mod 2) and 2(i mod 2)+1 of block i/2, the high one first, other types word i
 *       mod 4 of block i/4;
 *   <li>uniform: r in [0, 1) is the upper bits of these, as many as the type has significant ones;
 *   <li>normal: elements 2j and 2j+1 are r cos(t) and r sin(t) with r = sqrt(-2 ln u), t = 2 pi v, where u in
 *       (0, 1] and v in [0, 1) are the bits (53 for DOUBLE, else 32) of the even and of the odd one.
 * </ul>
 */
public interface RandomOperator extends CoreOperator {
    /** What r is distributed like. */
    enum Distribution {
        /** Uniform over [0, 1). */
        UNIFORM,
        /** Normal with mean 0 and variance 1. */
        NORMAL
    }

    Distribution distribution();

    /** What is added. */
    double offset();

    /** What r is multiplied by. */
    double factor();

    /** The seed, or null for other numbers in every run. */
    @Nullable
    Float seed();

    /** The key of the generator: the bits of the seed, or a fresh one. */
    default long key() {
        Float seed = seed();
        return seed == null ? ThreadLocalRandom.current().nextLong() : Float.floatToIntBits(seed);
    }

    @Override
    default boolean isDeterministic() {
        return seed() != null;
    }

    /** The element types that random numbers come in. */
    static Set<ElementType> types() {
        return Types.of(ElementType.FLOAT16, ElementType.FLOAT, ElementType.DOUBLE, ElementType.BFLOAT16);
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        RandomNumbers numbers = new RandomNumbers(key(), y.elementType());
        for (long i = 0; i < y.elements(); i++) {
            if (i % 4096 == 0) {
                in.deadline().check();
            }
            double r = distribution() == Distribution.UNIFORM ? numbers.uniform(i) : numbers.normal(i);
            y.setDouble(i, offset() + factor() * r);
        }
        return List.of(y);
    }
}
