package dev.sardonyx.api.op.control;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/** Collects what the iterations of a loop give for one output, and stacks it along a new axis. */
final class ScanOutput {
    private final Evaluation in;
    private final int bodyOutput;
    private final List<Tensor> parts = new ArrayList<>();
    private long bytes;

    /** @param bodyOutput the output of the body that is collected, for messages */
    ScanOutput(Evaluation in, int bodyOutput) {
        this.in = in;
        this.bodyOutput = bodyOutput;
    }

    void add(Value value) {
        if (!(value instanceof Tensor tensor)) {
            throw in.fail("output " + bodyOutput + " of the body: expected a tensor, found " + value.type());
        }
        if (!parts.isEmpty()) {
            Tensor first = parts.getFirst();
            if (first.elementType() != tensor.elementType() || !first.shape().equals(tensor.shape())) {
                throw in.fail("output " + bodyOutput + " of the body: expected " + first.type()
                        + " in every iteration, found " + tensor.type() + " in iteration " + parts.size());
            }
        }
        bytes += tensor.bytes();
        Limits.require("tensorBytes", bytes, in.limits().tensorBytes(), Where.UNKNOWN);
        parts.add(tensor);
    }

    /** The bytes held so far. */
    long bytes() {
        return bytes;
    }

    /**
     * The stacked tensor.
     *
     * @param axis where the new axis goes in the result; from the end where negative
     * @param reversed whether the last iteration comes first
     */
    Tensor stack(long axis, boolean reversed) {
        Tensor first = parts.getFirst();
        int rank = first.shape().rank() + 1;
        if (axis < -rank || axis >= rank) {
            throw in.fail("scan output axis " + axis + " is out of range: expected " + -rank + " to " + (rank - 1));
        }
        int at = (int) (axis < 0 ? axis + rank : axis);
        int count = parts.size();
        Shape shape = insert(first.shape().dims(), at, count);
        in.require(first.elementType(), shape);
        Tensor result = Tensor.allocate(first.elementType(), shape);
        long outer = 1;
        for (int i = 0; i < at; i++) {
            outer *= first.shape().dim(i);
        }
        long inner = outer == 0 ? 0 : first.elements() / outer;
        for (int i = 0; i < count; i++) {
            in.deadline().check();
            int place = reversed ? count - 1 - i : i;
            for (long o = 0; o < outer && inner > 0; o++) {
                ElementCopy.run(parts.get(i), o * inner, result, (o * count + place) * inner, inner);
            }
        }
        return result;
    }

    /** The tensor of no iterations; a dimension that {@code element} does not tell counts as 0. */
    static Tensor empty(Evaluation in, TensorType element) {
        SymbolicShape shape = element.shape();
        long[] dims = new long[shape == null ? 0 : shape.rank()];
        for (int i = 0; shape != null && i < dims.length; i++) {
            dims[i] = Math.max(0, shape.dim(i).sizeOrUnknown());
        }
        Shape result = insert(dims, 0, 0);
        ElementType type = element.elementType();
        in.require(type, result);
        return Tensor.allocate(type, result);
    }

    private static Shape insert(long[] dims, int axis, long size) {
        long[] result = new long[dims.length + 1];
        System.arraycopy(dims, 0, result, 0, axis);
        result[axis] = size;
        System.arraycopy(dims, axis, result, axis + 1, dims.length - axis);
        return Shape.of(result);
    }

    /** Checks the bytes that all {@code outputs} hold against what a session may hold. */
    static void checkTotal(Evaluation in, List<ScanOutput> outputs) {
        long total = 0;
        for (ScanOutput output : outputs) {
            total += output.bytes();
        }
        Limits.require("sessionBytes", total, in.limits().sessionBytes(), Where.UNKNOWN);
    }
}
