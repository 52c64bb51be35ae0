package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.Tensor;

/** Reads indices, which may count from the end, and refuses those out of range. */
final class Indices {
    private Indices() {}

    /** Element {@code i} of {@code indices}, counted from 0 in a dimension of size {@code dim}. */
    static long at(Evaluation in, Tensor indices, long i, long dim) {
        long index = indices.longAt(i);
        if (index < -dim || index >= dim) {
            throw in.fail("index " + index + " at place " + i + " of the indices is out of range: expected " + -dim
                    + " to " + (dim - 1));
        }
        return index < 0 ? index + dim : index;
    }
}
