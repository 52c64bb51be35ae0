package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Broadcasting before operator set 7: by attribute, of the second input alone, whose dimensions stand from
 * {@code axis} on in those of the first, or at their end.
 */
final class OldBroadcast {
    /** From this version on operators broadcast as they do today. */
    static final int ENDED = 7;

    private OldBroadcast() {}

    /** Gives the second input dimensions of 1 behind its own, so that it broadcasts by itself. */
    static void read(NodeReader in) {
        if (in.version() >= ENDED) {
            return;
        }
        boolean wanted = in.flag("broadcast", false);
        Long axis = in.integerOrNull("axis");
        if (!wanted || axis == null) {
            return;
        }
        int rank = in.inputRank(0);
        int own = in.inputRank(1);
        long place = axis < 0 ? axis + rank : axis;
        if (place < 0 || place > rank - own) {
            throw in.invalid("axis " + axis + " leaves no room for " + own + " dimensions within " + rank);
        }
        int behind = (int) (rank - own - place);
        if (own > 0 && behind > 0) {
            long[] shape = new long[own + behind];
            Arrays.fill(shape, own, shape.length, 1);
            in.setInput(1, in.emit("aligned", new Reshape(), in.input(1), in.int64("shape", shape)));
        }
    }

    /** Says the broadcasting of the second input by attributes; {@code commutes} lets the inputs change places. */
    static void write(NodeWriter out, boolean commutes) {
        if (out.version() >= ENDED) {
            return;
        }
        SymbolicShape a = out.inputShape(0);
        SymbolicShape b = out.inputShape(1);
        if (a == null || b == null) {
            out.cannot(out.opType() + " needs known ranks to broadcast before operator set " + ENDED);
            return;
        }
        if (a.equals(b)) {
            return;
        }
        boolean swap = commutes && !fits(a, b) && fits(b, a);
        if (swap) {
            String first = out.input(0);
            out.setInput(0, out.input(1));
            out.setInput(1, first);
        }
        SymbolicShape large = swap ? b : a;
        SymbolicShape small = swap ? a : b;
        if (!fits(large, small)) {
            out.cannot(out.opType() + " cannot broadcast " + small + " to " + large + " before operator set " + ENDED);
            return;
        }
        List<Dim> core = core(small);
        out.attribute("broadcast", 1);
        if (core.isEmpty()) {
            return;
        }
        if (core.size() < small.rank()) {
            out.setInput(1, reshaped(out, core));
        }
        out.attribute("axis", large.rank() - small.rank() + leadingOnes(small));
    }

    private static String reshaped(NodeWriter out, List<Dim> core) {
        String before = out.beforeReshape(1, new SymbolicShape(core));
        if (before != null) {
            return before; // the shape was made for today's broadcasting
        }
        long[] dims = core.stream().mapToLong(Dim::sizeOrUnknown).toArray();
        return out.emit("core", new Reshape(), out.input(1), out.constant("shape", Tensor.ofInt64(dims)));
    }

    private static boolean fits(SymbolicShape large, SymbolicShape small) {
        List<Dim> core = core(small);
        if (small.rank() > large.rank()) {
            return false;
        }
        int from = large.rank() - small.rank() + leadingOnes(small);
        boolean mayReshape = core.stream().allMatch(Dim::isFixed) || core.size() == small.rank();
        return mayReshape
                && (core.isEmpty()
                        || large.dims().subList(from, from + core.size()).equals(core));
    }

    /** The dimensions without the ones before and behind. */
    private static List<Dim> core(SymbolicShape shape) {
        int to = shape.rank();
        while (to > 0 && shape.dim(to - 1).is(1)) {
            to--;
        }
        return shape.dims().subList(Math.min(leadingOnes(shape), to), to);
    }

    private static int leadingOnes(SymbolicShape shape) {
        int ones = 0;
        while (ones < shape.rank() && shape.dim(ones).is(1)) {
            ones++;
        }
        return ones;
    }
}
