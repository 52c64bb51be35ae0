package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.api.op.recurrent.RecurrentOperator;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.kernel.Epilogue;
import dev.sardonyx.cpu.kernel.PackedMatrix;
import dev.sardonyx.cpu.kernel.Unary;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer: one product of all inputs with W for all times together, then one product of the state with R for
 * each time, which begins its sums with those.
 *
 * <p>The state is float32 from step to step. A GRU multiplies the state with R in two parts, since the last gate may
 * need the reset state.
 */
final class RecurrentLayer implements PreparedKernel {
    private static final Activation SIGMOID = new Activation(Unary.SIGMOID, 0, 0);
    private static final Activation TANH = new Activation(Unary.TANH, 0, 0);

    /**
     * The weights of one direction.
     *
     * @param w input to gates
     * @param r state to gates; of a GRU, to its first two
     * @param rLast state to the last gate of a GRU
     * @param bias added to the product with W
     * @param lastBias added to the product with {@code rLast}
     */
    private record Weights(
            PackedMatrix w, PackedMatrix r, @Nullable PackedMatrix rLast, MemorySegment bias, MemorySegment lastBias) {}

    private final KernelContext context;
    private final RecurrentOperator operator;
    private final boolean lstm;
    private final Weights[] weights;
    private final long steps;
    private final long batch;
    private final long inputs;
    private final long hidden;
    private final long gates;

    private RecurrentLayer(KernelContext context, RecurrentOperator operator, Weights[] weights, Shape x, long hidden) {
        this.context = context;
        this.operator = operator;
        this.lstm = operator.kind() == RecurrentOperator.Kind.LSTM;
        this.weights = weights;
        this.steps = x.dim(0);
        this.batch = x.dim(1);
        this.inputs = x.dim(2);
        this.hidden = hidden;
        this.gates = operator.kind().gates();
    }

    static RecurrentLayer of(BoundNode node, RecurrentOperator operator, KernelContext context) {
        Weights[] weights = new Weights[operator.direction().count()];
        for (int d = 0; d < weights.length; d++) {
            weights[d] = weights(node, operator, context, d);
        }
        return new RecurrentLayer(
                context,
                operator,
                weights,
                node.inputShape(0),
                node.inputShape(2).dim(2));
    }

    private static Weights weights(BoundNode node, RecurrentOperator operator, KernelContext context, int d) {
        Tensor w = known(node, 1);
        Tensor r = known(node, 2);
        long hidden = r.shape().dim(2);
        long inputs = w.shape().dim(2);
        long rows = operator.kind().gates() * hidden;
        boolean lstm = operator.kind() == RecurrentOperator.Kind.LSTM;
        long first = lstm ? rows : 2 * hidden;
        String key = operator.kind() + " " + d + " of ";
        return new Weights(
                context.packed(
                        key + node.inputName(1),
                        () -> context.gemm()
                                .pack(w.data(), d * rows * inputs, inputs, rows, inputs, true, context.arena())),
                context.packed(
                        key + node.inputName(2),
                        () -> context.gemm()
                                .pack(r.data(), d * rows * hidden, hidden, first, hidden, true, context.arena())),
                lstm
                        ? null
                        : context.packed(
                                key + "last gate of " + node.inputName(2),
                                () -> context.gemm()
                                        .pack(
                                                r.data(),
                                                (d * rows + first) * hidden,
                                                hidden,
                                                hidden,
                                                hidden,
                                                true,
                                                context.arena())),
                bias(node, operator, context, d, rows, first),
                lastBias(node, operator, context, d, rows, first));
    }

    private static Tensor known(BoundNode node, int input) {
        Tensor tensor = node.constant(input);
        if (tensor == null) {
            throw new IllegalStateException("input " + input + " of " + node.node() + " is not known");
        }
        return tensor;
    }

    /** The sum of both biases, but for a last gate whose second one goes inside the reset. */
    private static MemorySegment bias(
            BoundNode node, RecurrentOperator operator, KernelContext context, int d, long rows, long first) {
        MemorySegment bias = context.allocate(rows * 4);
        Tensor b = node.constant(3);
        for (long i = 0; b != null && i < rows; i++) {
            boolean inside = i >= first && operator.linearBeforeReset();
            double sum = b.doubleAt(2L * d * rows + i) + (inside ? 0 : b.doubleAt((2L * d + 1) * rows + i));
            bias.set(JAVA_FLOAT_UNALIGNED, i * 4, (float) sum);
        }
        return bias;
    }

    private static MemorySegment lastBias(
            BoundNode node, RecurrentOperator operator, KernelContext context, int d, long rows, long first) {
        MemorySegment bias = context.allocate((rows - first) * 4);
        Tensor b = node.constant(3);
        for (long i = first; b != null && operator.linearBeforeReset() && i < rows; i++) {
            bias.set(JAVA_FLOAT_UNALIGNED, (i - first) * 4, (float) b.doubleAt((2L * d + 1) * rows + i));
        }
        return bias;
    }

    @Override
    public boolean reads(int i) {
        return i == 0 || i >= 5;
    }

    private long state() {
        return Math.ceilDiv(batch * hidden, 16) * 16;
    }

    @Override
    public long scratchBytes() {
        return 4 * (fromInput() + 3 * state() + Math.ceilDiv(batch * gates * hidden, 16) * 16);
    }

    private long fromInput() {
        return Math.ceilDiv(steps * batch * gates * hidden, 16) * 16;
    }

    @Override
    public void run(Operands o) {
        for (int d = 0; d < weights.length; d++) {
            direction(o, d);
        }
    }

    private static @Nullable MemorySegment optional(@Nullable MemorySegment[] segments, int i) {
        return i < segments.length ? segments[i] : null;
    }

    private void direction(Operands o, int d) {
        MemorySegment s = o.scratch();
        long h = fromInput();
        long c = h + state();
        long work = c + state();
        long sums = work + state();
        long wide = gates * hidden;
        context.gemm()
                .multiply(
                        steps * batch,
                        o.input(0),
                        0,
                        inputs,
                        weights[d].w,
                        s,
                        0,
                        wide,
                        Epilogue.NONE.withBias(weights[d].bias, 0),
                        o.deadline());
        begin(optional(o.inputs(), 5), d, s, h);
        begin(lstm ? optional(o.inputs(), 6) : null, d, s, c);
        MemorySegment all = optional(o.outputs(), 0);
        for (long step = 0; step < steps; step++) {
            long t = operator.direction().isReverse(d) ? steps - 1 - step : step;
            long x = t * batch * wide;
            if (lstm) {
                lstm(o, weights[d], s, x, h, c, work, sums);
            } else {
                gru(o, weights[d], s, x, h, work, sums);
            }
            if (all != null) {
                long to = (t * weights.length + d) * batch * hidden;
                MemorySegment.copy(s, h * 4, all, to * 4, batch * hidden * 4);
            }
        }
        end(optional(o.outputs(), 1), d, s, h);
        end(optional(o.outputs(), 2), d, s, c);
    }

    private void begin(@Nullable MemorySegment initial, int d, MemorySegment s, long at) {
        long bytes = batch * hidden * 4;
        if (initial == null) {
            s.asSlice(at * 4, bytes).fill((byte) 0);
        } else {
            MemorySegment.copy(initial, d * bytes, s, at * 4, bytes);
        }
    }

    private void end(@Nullable MemorySegment last, int d, MemorySegment s, long at) {
        long bytes = batch * hidden * 4;
        if (last != null) {
            MemorySegment.copy(s, at * 4, last, d * bytes, bytes);
        }
    }

    private static float get(MemorySegment s, long at) {
        return s.get(JAVA_FLOAT_UNALIGNED, at * 4);
    }

    private static void set(MemorySegment s, long at, float value) {
        s.set(JAVA_FLOAT_UNALIGNED, at * 4, value);
    }

    private void lstm(Operands o, Weights w, MemorySegment s, long x, long h, long c, long work, long sums) {
        long wide = 4 * hidden;
        Epilogue onto = Epilogue.NONE.withResidual(s, x, wide);
        context.gemm().multiply(batch, s, h, hidden, w.r, s, sums, wide, onto, o.deadline());
        for (long n = 0; n < batch; n++) {
            long gate = sums + n * wide;
            long own = n * hidden;
            context.kernels().unary(SIGMOID, s, gate, s, gate, 3 * hidden);
            context.kernels().unary(TANH, s, gate + 3 * hidden, s, gate + 3 * hidden, hidden);
            for (long j = 0; j < hidden; j++) {
                float kept = get(s, gate + 2 * hidden + j) * get(s, c + own + j);
                set(s, c + own + j, kept + get(s, gate + j) * get(s, gate + 3 * hidden + j));
            }
            context.kernels().unary(TANH, s, c + own, s, work + own, hidden);
            for (long j = 0; j < hidden; j++) {
                set(s, h + own + j, get(s, gate + hidden + j) * get(s, work + own + j));
            }
        }
    }

    private void gru(Operands o, Weights w, MemorySegment s, long x, long h, long work, long sums) {
        long wide = 3 * hidden;
        long pair = 2 * hidden;
        PackedMatrix last = w.rLast;
        if (last == null) {
            throw new IllegalStateException("a GRU has weights for its last gate");
        }
        long proposed = sums + batch * pair;
        Epilogue onto = Epilogue.NONE.withResidual(s, x, wide);
        context.gemm().multiply(batch, s, h, hidden, w.r, s, sums, pair, onto, o.deadline());
        context.kernels().unary(SIGMOID, s, sums, s, sums, batch * pair);
        if (operator.linearBeforeReset()) {
            Epilogue bias = Epilogue.NONE.withBias(w.lastBias, 0);
            context.gemm().multiply(batch, s, h, hidden, last, s, proposed, hidden, bias, o.deadline());
            for (long i = 0; i < batch * hidden; i++) {
                long n = i / hidden;
                long j = i % hidden;
                float reset = get(s, sums + n * pair + hidden + j);
                set(s, proposed + i, get(s, x + n * wide + pair + j) + reset * get(s, proposed + i));
            }
        } else {
            for (long i = 0; i < batch * hidden; i++) {
                set(s, work + i, get(s, sums + i / hidden * pair + hidden + i % hidden) * get(s, h + i));
            }
            Epilogue input = Epilogue.NONE.withResidual(s, x + pair, wide);
            context.gemm().multiply(batch, s, work, hidden, last, s, proposed, hidden, input, o.deadline());
        }
        context.kernels().unary(TANH, s, proposed, s, proposed, batch * hidden);
        for (long i = 0; i < batch * hidden; i++) {
            float update = get(s, sums + i / hidden * pair + i % hidden);
            set(s, h + i, (1 - update) * get(s, proposed + i) + update * get(s, h + i));
        }
    }
}
