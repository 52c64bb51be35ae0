package dev.sardonyx.api.op.random;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/** Checks of attributes. */
final class RandomShapes {
    private RandomShapes() {}

    static void check(ElementType dtype) {
        if (!RandomOperator.types().contains(dtype)) {
            throw new ModelInvalidException("dtype: expected one of " + RandomOperator.types() + ", found " + dtype);
        }
    }

    static List<Long> check(List<Long> shape) {
        for (long dim : shape) {
            if (dim < 0) {
                throw new ModelInvalidException("shape: expected dimensions of 0 or more, found " + shape);
            }
        }
        return List.copyOf(shape);
    }
}
