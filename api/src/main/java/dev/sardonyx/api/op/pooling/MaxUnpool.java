package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.contraction.Windows;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts each element of X[N, C, spatial...] to the place that I, the Indices of a MaxPool, says, and zeros
 * elsewhere. I counts positions in the whole of MaxPool's input, whose spatial sizes are stride * (X - 1) +
 * kernel - pads. Where {@code output_shape} is given the result has that shape, with the same positions by
 * coordinates. Of elements at one place the last wins. Source: ONNX MaxUnpool-22. Exact.
 *
 * @param kernelShape sizes of the window per axis
 * @param pads padding at all begins, then all ends; empty for 0
 * @param strides distance between windows per axis; empty for 1
 */
public record MaxUnpool(List<Long> kernelShape, List<Long> pads, List<Long> strides) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("MaxUnpool")
            .input("X", "T1")
            .input("I", "T2")
            .optionalHostInput("output_shape", "T2")
            .output("output", "T1")
            .where("T1", Types.FLOATING)
            .where("T2", Types.INT64)
            .build();

    public MaxUnpool {
        kernelShape = List.copyOf(kernelShape);
        pads = List.copyOf(pads);
        strides = List.copyOf(strides);
        PoolOperator.check(kernelShape, strides, List.of(), pads);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape indices = in.shape(1);
        if (x != null && indices != null && x.isFixed() && indices.isFixed() && !x.equals(indices)) {
            throw in.fail("expected an index for each element of " + x + ", found " + indices);
        }
        return List.of(new TensorType(in.elementType(0), outputShape(in, x)));
    }

    private @Nullable SymbolicShape outputShape(Inference in, @Nullable SymbolicShape x) {
        List<Dim> spatial = Windows.spatial(in, x);
        if (x == null || spatial == null) {
            return null;
        }
        Windows.requireRank(in, "kernel_shape", kernelShape.size(), spatial.size());
        List<Dim> natural = new ArrayList<>(x.dims().subList(0, 2));
        for (int i = 0; i < spatial.size(); i++) {
            natural.add(natural(in, spatial.get(i), i));
        }
        if (!in.has(2)) {
            return new SymbolicShape(natural);
        }
        List<Dim> wanted = in.dims(2);
        if (wanted == null) {
            for (int i = 0; i < natural.size(); i++) {
                natural.set(i, in.unknownDim(0, i));
            }
            return new SymbolicShape(natural);
        }
        boolean fits = wanted.size() == natural.size();
        for (int i = 0; fits && i < wanted.size(); i++) {
            Dim least = natural.get(i);
            fits = !wanted.get(i).isFixed()
                    || !least.isFixed()
                    || wanted.get(i).sizeOrUnknown() >= least.sizeOrUnknown();
        }
        if (!fits) {
            throw in.fail("output_shape: expected at least " + natural + ", found " + wanted);
        }
        return new SymbolicShape(wanted);
    }

    private Dim natural(Inference in, Dim size, int axis) {
        if (size.isFixed() && size.sizeOrUnknown() > Integer.MAX_VALUE) {
            throw in.fail("cannot spread axis " + (axis + 2) + " of size " + size + " over windows");
        }
        long stride = stride(axis);
        long more = kernelShape.get(axis) - stride;
        if (!pads.isEmpty()) {
            more -= pads.get(axis) + pads.get(axis + kernelShape.size());
        }
        if (size.isFixed() && size.sizeOrUnknown() * stride < -more) {
            throw in.fail("padding " + pads + " leaves nothing of axis " + (axis + 2));
        }
        return size.times(Dim.of(stride)).plus(more);
    }

    private long stride(int axis) {
        return strides.isEmpty() ? 1 : strides.get(axis);
    }

    /** The shape of the MaxPool input that the indices count in, for an input of shape {@code x}. */
    public Shape indexed(Shape x) {
        long[] dims = x.dims();
        for (int i = 0; i < kernelShape.size(); i++) {
            long pad = pads.isEmpty() ? 0 : pads.get(i) + pads.get(i + kernelShape.size());
            dims[i + 2] = (dims[i + 2] - 1) * stride(i) + kernelShape.get(i) - pad;
        }
        return Shape.of(dims);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        Shape from = indexed(x.shape());
        long[] strides = y.shape().strides();
        for (long i = 0; i < x.elements(); i++) {
            long place = in.tensor(1).longAt(i);
            if (place < 0 || place >= from.elements()) {
                throw in.fail("index " + place + " at " + i + ": expected 0 to " + (from.elements() - 1));
            }
            long to = 0;
            for (int axis = from.rank() - 1; axis >= 0; axis--) {
                to += place % from.dim(axis) * strides[axis];
                place /= from.dim(axis);
            }
            y.setDouble(to, x.doubleAt(i));
        }
        return List.of(y);
    }
}
