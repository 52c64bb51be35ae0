package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every {@code steps}-th element from {@code starts} to before {@code ends} along {@code axes}. Starts and ends
 * below zero count from the end, then are clamped to the dimension; a negative step walks backwards. Without
 * axes the first ones are meant, without steps every element. Source: ONNX Slice-13, numpy. Exact.
 */
public record Slice() implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Slice")
            .input("data", "T")
            .hostInput("starts", "Tind")
            .hostInput("ends", "Tind")
            .optionalHostInput("axes", "Tind")
            .optionalHostInput("steps", "Tind")
            .output("output", "T")
            .where("Tind", Types.INDEX)
            .build();

    /**
     * A resolved slice, one entry per dimension of the data: the first element, the step, and how many.
     */
    public record Window(long[] starts, long[] steps, Shape shape) {}

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    /** What inputs 1 to 4, which inference has checked, select from data of shape {@code data}. */
    public static Window window(
            Shape data, long[] starts, long[] ends, long @Nullable [] axes, long @Nullable [] steps) {
        long[] from = new long[data.rank()];
        long[] by = new long[data.rank()];
        long[] sizes = data.dims();
        Arrays.fill(by, 1);
        for (int i = 0; i < starts.length; i++) {
            int axis = axes == null ? i : Axes.normalize(axes[i], data.rank());
            by[axis] = steps == null ? 1 : steps[i];
            from[axis] = first(starts[i], by[axis], data.dim(axis));
            sizes[axis] = size(starts[i], ends[i], by[axis], data.dim(axis));
        }
        return new Window(from, by, Shape.of(sizes));
    }

    private static long first(long start, long step, long dim) {
        return step > 0 ? clamp(start, 0, dim, dim) : clamp(start, 0, dim - 1, dim);
    }

    private static long clamp(long position, long low, long high, long dim) {
        long at = position < 0 ? position + dim : position;
        return Math.max(low, Math.min(at, high));
    }

    private static long size(long start, long end, long step, long dim) {
        long from = first(start, step, dim);
        if (dim == 0) {
            return 0;
        }
        if (step > 0) {
            long to = clamp(end, 0, dim, dim);
            return from < to ? (to - from - 1) / step + 1 : 0;
        }
        long to = clamp(end, -1, dim - 1, dim);
        // -step overflows for the least long only, and a division by that gives the right 0.
        return from > to ? (from - to - 1) / -step + 1 : 0;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        return List.of(new TensorType(in.elementType(0), shape == null ? null : sliced(in, shape)));
    }

    private static SymbolicShape sliced(Inference in, SymbolicShape shape) {
        long[] starts = HostValues.list(in, 1);
        long[] ends = HostValues.list(in, 2);
        long[] listed = in.has(3) ? HostValues.list(in, 3) : null;
        long[] steps = in.has(4) ? HostValues.list(in, 4) : null;
        int count = checkCounts(in, shape.rank());
        if ((in.has(3) && listed == null) || (listed == null && count < 0)) {
            return DimMath.unknownShape(in, 0, shape.rank());
        }
        List<Integer> axes = Axes.normalize(in, listed == null ? firstAxes(count) : listed, shape.rank());
        List<Dim> dims = new ArrayList<>(shape.dims());
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            long step = steps == null ? 1 : steps[i];
            if (step == 0) {
                throw in.fail("step " + i + " is 0: expected a positive or negative number");
            }
            boolean known = steps != null || !in.has(4);
            Dim dim = known && starts != null && ends != null ? dim(shape.dim(axis), starts[i], ends[i], step) : null;
            dims.set(axis, dim == null ? in.unknownDim(0, axis) : dim);
        }
        return new SymbolicShape(dims);
    }

    private static int checkCounts(Inference in, int rank) {
        int count = -1;
        for (int i = 1; i < 5; i++) {
            int next = in.has(i) ? HostValues.count(in, i) : -1;
            if (next >= 0 && count >= 0 && next != count) {
                throw in.fail("starts, ends, axes and steps must be equally long, found " + count + " and " + next);
            }
            count = Math.max(count, next);
        }
        if (count > rank) {
            throw in.fail("cannot slice " + count + " dimensions of a tensor of rank " + rank);
        }
        return count;
    }

    private static long[] firstAxes(int count) {
        long[] axes = new long[count];
        Arrays.setAll(axes, i -> i);
        return axes;
    }

    /** The size along one axis; null where a symbolic dimension leaves it open. */
    private static @Nullable Dim dim(Dim dim, long start, long end, long step) {
        if (dim instanceof Dim.Fixed(long size)) {
            return Dim.of(size(start, end, step, size));
        }
        long least = DimMath.atLeast(dim);
        boolean toEnd = end >= Integer.MAX_VALUE;
        if (step != 1 || start < -least || start > least || end < -least || (end > least && !toEnd)) {
            return null;
        }
        long last = toEnd ? 0 : end;
        boolean fromBack = start < 0;
        boolean toBack = toEnd || end < 0;
        if (fromBack == toBack) {
            return Dim.of(Math.max(0, last - start));
        }
        return toBack && start - last <= least ? dim.plus(last - start) : null;
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        List<Dim> data = in.dims(0);
        SymbolicShape shape = in.shape(0);
        long[] starts = HostValues.list(in, 1);
        long[] ends = HostValues.list(in, 2);
        long[] axes = in.has(3) ? HostValues.list(in, 3) : null;
        long[] steps = in.has(4) ? HostValues.list(in, 4) : null;
        boolean open = (in.has(3) && axes == null) || (in.has(4) && steps == null);
        if (data == null || shape == null || shape.rank() != 1 || starts == null || ends == null || open) {
            return null;
        }
        Window window = window(Shape.of(data.size()), starts, ends, axes, steps);
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < window.shape().dim(0); i++) {
            result.add(data.get((int) (window.starts()[0] + i * window.steps()[0])));
        }
        return result;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Window window = window(
                x.shape(),
                in.tensor(1).toLongs(),
                in.tensor(2).toLongs(),
                HostValues.listOrNull(in, 3),
                HostValues.listOrNull(in, 4));
        Tensor y = Tensor.allocate(x.elementType(), window.shape());
        long[] strides = x.shape().strides();
        long offset = 0;
        for (int i = 0; i < strides.length; i++) {
            offset += window.starts()[i] * strides[i];
            strides[i] *= window.steps()[i];
        }
        ElementCopy.region(in.deadline(), x, offset, strides, y, 0, y.shape().strides(), y.shape());
        return List.of(y);
    }
}
