package dev.sardonyx.api.op.signal;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/** What the operators on signals have in common. */
final class Signals {
    /** The most points of one transform; tables of that length are made on the heap. */
    static final long MAX_LENGTH = 1L << 26;

    private Signals() {}

    /** The one element of integer input {@code i}, or {@code otherwise} where it is omitted or not known. */
    static long scalar(Inference in, int i, long otherwise) {
        if (!in.has(i)) {
            return otherwise;
        }
        checkOne(in, i);
        Tensor value = in.constant(i);
        return value == null ? otherwise : value.longAt(0);
    }

    static void checkDatatype(ElementType type) {
        if (!Types.NUMERIC.contains(type)) {
            throw new ModelInvalidException("output_datatype: expected one of " + Types.NUMERIC + ", found " + type);
        }
    }

    /** Checks that input {@code i} can be one element. */
    static void checkOne(Inference in, int i) {
        SymbolicShape shape = in.shape(i);
        for (Dim dim : shape == null ? List.<Dim>of() : shape.dims()) {
            if (dim.isFixed() && !dim.is(1)) {
                throw in.fail("input " + i + ": expected one element, found shape " + shape);
            }
        }
    }
}
