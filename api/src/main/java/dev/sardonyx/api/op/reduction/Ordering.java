package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;

/** Compares elements of one tensor. */
final class Ordering {
    private Ordering() {}

    /**
     * Positive where element {@code i} is to be preferred to element {@code j}: it is larger, or smaller where
     * not {@code largest}. NaN is preferred to any number; the two zeros are equal.
     */
    static int compare(Tensor x, long i, long j, boolean largest) {
        ElementType type = x.elementType();
        int order;
        if (type.isFloating()) {
            double a = x.doubleAt(i);
            double b = x.doubleAt(j);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
            }
            order = a < b ? -1 : a > b ? 1 : 0;
        } else if (type == ElementType.UINT64) {
            order = Long.compareUnsigned(x.longAt(i), x.longAt(j));
        } else {
            order = Long.compare(x.longAt(i), x.longAt(j));
        }
        return largest ? order : -order;
    }
}
