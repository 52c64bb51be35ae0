package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects, in a decomposition, the shape that a tensor is to be reshaped to: numbers where they are known, and
 * dimensions of other tensors that are read at run time. Where all are known the shape becomes one constant.
 *
 * <pre>{@code
 * Ref rows = new RuntimeShape(d).dim(x, 0).rest(null).reshape(x);
 * }</pre>
 */
public final class RuntimeShape {
    /** A number, or where to read it. */
    private record Part(long number, @Nullable Ref source, int axis) {}

    private final Decomposition d;
    private final List<Part> parts = new ArrayList<>();
    private boolean open;

    public RuntimeShape(Decomposition d) {
        this.d = d;
    }

    /** Appends a number. */
    public RuntimeShape number(long n) {
        parts.add(new Part(n, null, 0));
        return this;
    }

    /** Appends dimension {@code axis} of {@code x}. */
    public RuntimeShape dim(Ref x, int axis) {
        SymbolicShape shape = x.tensorType().shape();
        Dim dim = shape == null ? null : shape.dim(axis);
        if (dim instanceof Dim.Fixed(long n)) {
            return number(n);
        }
        parts.add(new Part(-1, x, axis));
        return this;
    }

    /** Appends what is left, at most once: {@code known} where that is a number. */
    public RuntimeShape rest(@Nullable Dim known) {
        long size = known == null ? -1 : known.sizeOrUnknown();
        open |= size < 0;
        return number(size);
    }

    /** The shape as an INT64 tensor. */
    public Ref toRef() {
        List<Ref> pieces = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Part part : parts) {
            if (part.source() == null) {
                numbers.add(part.number());
            } else {
                flush(numbers, pieces);
                pieces.add(d.emit(new Shape(part.axis(), part.axis() + 1L), part.source()));
            }
        }
        if (pieces.isEmpty() || !numbers.isEmpty()) {
            flush(numbers, pieces);
            if (pieces.isEmpty()) {
                return d.int64();
            }
        }
        return pieces.size() == 1 ? pieces.getFirst() : d.emit(new Concat(0), pieces.toArray(new Ref[0]));
    }

    private void flush(List<Long> numbers, List<Ref> pieces) {
        if (!numbers.isEmpty()) {
            pieces.add(d.int64(numbers.stream().mapToLong(Long::longValue).toArray()));
            numbers.clear();
        }
    }

    /** {@code x} under this shape. */
    public Ref reshape(Ref x) {
        return d.emit(new Reshape(!open), x, toRef());
    }
}
