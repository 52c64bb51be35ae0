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

    private final NodeWriter out;
    private boolean isReported;

    private ElementTypeHistory(NodeWriter out) {
        this.out = out;
    }

    /** Begins a check of input 0; the newest change comes first, so that it is the one reported. */
    static ElementTypeHistory of(NodeWriter out) {
        return new ElementTypeHistory(out);
    }

    /** A change at version {@code since}: before it only the types {@code before} were taken. */
    ElementTypeHistory change(int since, Set<ElementType> before) {
        TensorType type = out.inputType(0);
        if (!isReported && out.version() < since && type != null && !before.contains(type.elementType())) {
            out.cannot(out.opType() + " takes " + type.elementType() + " from version " + since + " on");
            isReported = true;
        }
        return this;
    }
}
