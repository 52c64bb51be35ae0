package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import java.util.Set;

/** Which element types old versions of element-wise operators took: sets, and the check of a writer. */
final class ElementTypeHistory {
    /** What the first operators took. */
    static final Set<ElementType> REALS = Types.of(ElementType.FLOAT16, ElementType.FLOAT, ElementType.DOUBLE);

    static final Set<ElementType> REALS_AND_SIGNED =
            Types.union(REALS, Types.of(ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.INT64));

    /** Integers of 32 and 64 bits beside the first types. */
    static final Set<ElementType> REALS_AND_WORDS =
            Types.union(REALS, Types.of(ElementType.INT32, ElementType.INT64, ElementType.UINT32, ElementType.UINT64));

    /** Every number that there was before bfloat16. */
    static final Set<ElementType> NUMBERS = Types.union(
            REALS_AND_SIGNED, Types.of(ElementType.UINT8, ElementType.UINT16, ElementType.UINT32, ElementType.UINT64));

    static final Set<ElementType> NUMBERS_AND_BFLOAT16 = Types.union(NUMBERS, Types.of(ElementType.BFLOAT16));

    private ElementTypeHistory() {}

    /** Reports an input {@code i} of another type than {@code before}, where the version is older than {@code since}. */
    static void check(NodeWriter out, int i, int since, Set<ElementType> before) {
        TensorType type = out.inputType(i);
        if (out.version() < since && type != null && !before.contains(type.elementType())) {
            out.cannot(out.opType() + " takes " + type.elementType() + " from version " + since + " on");
        }
    }

    static void check(NodeWriter out, int since, Set<ElementType> before) {
        check(out, 0, since, before);
    }
}
