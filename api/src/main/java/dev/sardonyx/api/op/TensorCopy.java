package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Copies runs of elements between tensors of one element type, whatever it is. */
public final class TensorCopy {
    private TensorCopy() {}

    /** Copies {@code count} elements from place {@code fromAt} of {@code from} to place {@code toAt} of {@code to}. */
    public static void copy(Tensor from, long fromAt, Tensor to, long toAt, long count) {
        ElementType type = from.elementType();
        if (type == ElementType.STRING) {
            for (long i = 0; i < count; i++) {
                to.setString(toAt + i, from.stringAt(fromAt + i));
            }
        } else if (type.isSubByte()) {
            for (long i = 0; i < count; i++) {
                to.setRawBits(toAt + i, from.rawBitsAt(fromAt + i));
            }
        } else {
            long size = type.bits() / 8;
            MemorySegment.copy(from.data(), fromAt * size, to.data(), toAt * size, count * size);
        }
    }
}
