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
 * The input with {@code pads} more elements before (first half of the list) and after (second half) along each
 * of {@code axes}, all axes where that input is omitted. Negative pads remove elements, before the rest is
 * padded. Source: ONNX Pad-25, numpy.pad. Exact. Only the constant mode can pad an empty dimension.
 *
 * @param mode what the new elements are
 */
public record Pad(Mode mode) implements CoreOperator {
    /** What new elements are. */
    public enum Mode {
        /** The value of input {@code constant_value}; zero, false or the empty string without it. */
        CONSTANT,
        /** The elements mirrored at the border element, which is not repeated. */
        REFLECT,
        /** The border element. */
        EDGE,
        /** The elements from the other end. */
        WRAP
    }

    private static final Signature SIGNATURE = Signature.of("Pad")
            .input("data", "T")
            .hostInput("pads", "I")
            .optional("constant_value", "T")
            .optionalHostInput("axes", "Tind")
            .output("output", "T")
            .where("I", Types.INT64)
            .where("Tind", Types.INDEX)
            .build();

    /** Pads with a constant. */
    public Pad() {
        this(Mode.CONSTANT);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    /** The pads of all {@code rank} dimensions, those before and then those after, from inputs 1 and 3. */
    public static long[] allPads(int rank, long[] pads, long @Nullable [] axes) {
        if (axes == null) {
            return pads;
        }
        long[] all = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = Axes.normalize(axes[i], rank);
            all[axis] = pads[i];
            all[rank + axis] = pads[axes.length + i];
        }
        return all;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (in.has(2)) {
            HostValues.requireSingle(in, 2);
        }
        return List.of(new TensorType(in.elementType(0), shape == null ? null : padded(in, shape)));
    }

    private SymbolicShape padded(Inference in, SymbolicShape shape) {
        long[] pads = HostValues.list(in, 1);
        long[] axes = in.has(3) ? HostValues.list(in, 3) : null;
        if (axes != null) {
            Axes.normalize(in, axes, shape.rank());
        }
        int padded = axes != null ? axes.length : in.has(3) ? -1 : shape.rank();
        int count = HostValues.count(in, 1);
        if (padded >= 0 && count >= 0 && count != 2 * padded) {
            throw in.fail("pads must have 2 entries for each of " + padded + " axes, found " + count);
        }
        if (pads == null || padded < 0) {
            return DimMath.unknownShape(in, 0, shape.rank());
        }
        long[] all = allPads(shape.rank(), pads, axes);
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            dims.add(padded(in, shape.dim(i), all[i], all[shape.rank() + i], i));
        }
        return new SymbolicShape(dims);
    }

    private Dim padded(Inference in, Dim dim, long before, long after, int axis) {
        Dim kept = dim;
        for (long pad : new long[] {before, after}) {
            if (pad < 0 && dim.isFixed() && (pad == Long.MIN_VALUE || kept.sizeOrUnknown() < -pad)) {
                throw in.fail(
                        "pads " + before + " and " + after + " remove more than dimension " + axis + " has: " + dim);
            }
            kept = pad < 0 && dim.isFixed() ? kept.plus(pad) : kept;
        }
        if (mode != Mode.CONSTANT && kept.is(0) && (before > 0 || after > 0)) {
            throw in.fail("mode " + mode + " cannot pad dimension " + axis + ", which is empty");
        }
        if (!dim.isFixed() && (before < 0 || after < 0)) {
            return before == -after ? dim : in.unknownDim(0, axis);
        }
        return DimMath.plus(in, DimMath.plus(in, kept, Math.max(0, before)), Math.max(0, after));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        int rank = x.shape().rank();
        if (mode == Mode.CONSTANT && in.has(2)) {
            ElementCopy.fill(in.deadline(), in.tensor(2), y);
        }
        if (x.elements() == 0 || y.elements() == 0) {
            return List.of(y);
        }
        long[] pads = allPads(rank, in.tensor(1).toLongs(), HostValues.listOrNull(in, 3));
        int[][] maps = new int[rank][];
        for (int axis = 0; axis < rank; axis++) {
            int[] map = new int[Math.toIntExact(y.shape().dim(axis))];
            long first = Math.max(0, -pads[axis]);
            long kept = x.shape().dim(axis) - first - Math.max(0, -pads[rank + axis]);
            long before = Math.max(0, pads[axis]);
            Arrays.setAll(map, i -> source(i - before, kept, first));
            maps[axis] = map;
        }
        AxisMaps.copy(in.deadline(), x, y, maps);
        return List.of(y);
    }

    /** Where element {@code i}, counted in the {@code kept} ones that begin at {@code first}, comes from; or -1. */
    private int source(long i, long kept, long first) {
        if (i >= 0 && i < kept) {
            return Math.toIntExact(first + i);
        }
        long at = switch (mode) {
            case CONSTANT -> -1 - first;
            case EDGE -> i < 0 ? 0 : kept - 1;
            case WRAP -> Math.floorMod(i, kept);
            case REFLECT -> kept == 1 ? 0 : mirrored(Math.floorMod(i, 2 * (kept - 1)), kept);
        };
        return Math.toIntExact(first + at);
    }

    private static long mirrored(long i, long kept) {
        return i < kept ? i : 2 * (kept - 1) - i;
    }
}
