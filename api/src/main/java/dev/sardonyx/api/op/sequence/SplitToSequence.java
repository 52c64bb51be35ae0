package dev.sardonyx.api.op.sequence;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of {@code input} along {@code axis}. A scalar {@code split} is the size of every piece but the
 * last, which takes what is left; a vector lists the sizes, whose sum is the whole; omitted, every piece has
 * size 1, without that dimension where {@code keepdims} is false. Source: ONNX SplitToSequence-24. Exact.
 *
 * @param axis which dimension to split; from the end where negative
 * @param keepdims whether pieces keep the dimension where {@code split} is omitted
 */
public record SplitToSequence(long axis, boolean keepdims) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("SplitToSequence")
            .input("input", "T")
            .optionalHostInput("split", "I")
            .output("output_sequence", "S")
            .where("I", Types.INDEX)
            .build();

    /** Slices along axis 0 that keep their dimension. */
    public SplitToSequence() {
        this(0, true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape split = in.has(1) ? in.shape(1) : null;
        if (split != null && split.rank() > 1) {
            throw in.fail("split: expected a scalar or a vector, found shape " + split);
        }
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(new ValueType.OfSequence(in.tensor(0)));
        }
        int at = Axes.normalize(in, axis, shape.rank());
        List<Dim> dims = new ArrayList<>(shape.dims());
        Tensor sizes = in.constant(1);
        if (sizes != null) {
            dims.set(at, size(in, sizes, shape.dim(at)));
        } else if (in.has(1)) {
            dims.set(at, TypeJoin.VARIES);
        } else if (keepdims) {
            dims.set(at, Dim.of(1));
        } else {
            dims.remove(at);
        }
        return List.of(new ValueType.OfSequence(new TensorType(in.elementType(0), new SymbolicShape(dims))));
    }

    /** The size that all pieces have, or {@link TypeJoin#VARIES}. */
    private static Dim size(Inference in, Tensor sizes, Dim whole) {
        if (sizes.shape().rank() == 0) {
            long size = sizes.longAt(0);
            if (size <= 0) {
                throw in.fail("split: expected a size above 0, found " + size);
            }
            return whole.isFixed() && whole.sizeOrUnknown() % size == 0 ? Dim.of(size) : TypeJoin.VARIES;
        }
        long[] list = sizes.toLongs();
        for (long size : list) {
            if (size < 0) {
                throw in.fail("split: expected sizes of 0 or more, found " + Arrays.toString(list));
            }
        }
        return list.length > 0 && Arrays.stream(list).allMatch(n -> n == list[0]) ? Dim.of(list[0]) : TypeJoin.VARIES;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int at = Axes.normalize(axis, x.shape().rank());
        long whole = x.shape().dim(at);
        long[] sizes = sizes(in, whole);
        boolean keeps = keepdims || in.has(1);
        long outer = 1;
        for (int i = 0; i < at; i++) {
            outer *= x.shape().dim(i);
        }
        long inner = 1;
        for (int i = at + 1; i < x.shape().rank(); i++) {
            inner *= x.shape().dim(i);
        }
        List<Value> pieces = new ArrayList<>();
        long start = 0;
        for (long size : sizes) {
            in.deadline().check();
            long[] dims = x.shape().dims();
            dims[at] = size;
            Tensor piece = Tensor.allocate(x.elementType(), Shape.of(dims));
            for (long o = 0; o < outer && size * inner > 0; o++) {
                ElementCopy.run(x, (o * whole + start) * inner, piece, o * size * inner, size * inner);
            }
            pieces.add(keeps ? piece : piece.reshaped(without(dims, at)));
            start += size;
        }
        ValueType element = ((ValueType.OfSequence) in.outputType(0)).element();
        return List.of(new Sequence(element, pieces));
    }

    private static long[] sizes(Evaluation in, long whole) {
        if (in.has(1) && in.shape(1).rank() == 1) {
            long[] sizes = in.tensor(1).toLongs();
            long sum = 0;
            for (long size : sizes) {
                sum = Math.addExact(sum, size);
            }
            if (sum != whole) {
                throw in.fail("split: expected sizes that add up to " + whole + ", found " + Arrays.toString(sizes));
            }
            return sizes;
        }
        long size = in.has(1) ? in.tensor(1).longAt(0) : 1;
        long count = Math.ceilDiv(whole, size);
        in.require(ElementType.INT64, Shape.of(count, 16)); // a piece takes about as much beside its data
        long[] sizes = new long[Math.toIntExact(count)];
        Arrays.fill(sizes, size);
        if (whole % size != 0) {
            sizes[sizes.length - 1] = whole % size;
        }
        return sizes;
    }

    private static Shape without(long[] dims, int axis) {
        long[] rest = new long[dims.length - 1];
        System.arraycopy(dims, 0, rest, 0, axis);
        System.arraycopy(dims, axis + 1, rest, axis, rest.length - axis);
        return Shape.of(rest);
    }
}
