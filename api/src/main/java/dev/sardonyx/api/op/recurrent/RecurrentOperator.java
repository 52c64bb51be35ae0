package dev.sardonyx.api.op.recurrent;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The family that runs a cell along a sequence, in one or two directions. Inputs are X[t, n, i], W[d, g h, i],
 * R[d, g h, h], B[d, 2 g h] (of W, then of R), sequence_lens[n], initial_h[d, n, h]; LSTM adds initial_c and the
 * peepholes P[d, 3 h]. Outputs are Y[t, d, n, h], Y_h[d, n, h] and LSTM's Y_c. With {@link #layout} 1 the batch
 * n comes first everywhere. Beyond the length of a sequence Y is zero, and Y_h is the state at its end.
 */
public interface RecurrentOperator extends CoreOperator {
    /** The cells, with their gates in the order of W's rows. */
    enum Kind {
        /** One gate; one activation f. */
        RNN(1, 1),
        /** Gates z, r, h; activations f (z and r) and g (h). */
        GRU(3, 2),
        /** Gates i, o, f, c; activations f (i, o and f), g (c) and h (of the cell state). */
        LSTM(4, 3);

        private final int gates;
        private final int activations;

        Kind(int gates, int activations) {
            this.gates = gates;
            this.activations = activations;
        }

        /** Number of gates. */
        public int gates() {
            return gates;
        }

        /** Number of activation functions per direction. */
        public int activations() {
            return activations;
        }
    }

    Kind kind();

    List<Float> activationAlpha();

    List<Float> activationBeta();

    /** The functions of all directions; empty for the defaults of the cell. */
    List<Activation.Function> activations();

    /** What the inputs of activations are clipped to on both sides, or null for no clipping. */
    @Nullable
    Float clip();

    Direction direction();

    /** The size of the state, or null to take it from R. */
    @Nullable
    Long hiddenSize();

    /** 0 for time before batch, 1 for batch before time. */
    long layout();

    /** GRU: whether the reset gate is applied after the product with R. */
    default boolean linearBeforeReset() {
        return false;
    }

    /** LSTM: whether the forget gate is one minus the input gate. */
    default boolean inputForget() {
        return false;
    }

    /** The activations of direction {@code d} with their parameters. */
    default List<Activation> activations(int d) {
        int count = kind().activations();
        List<Activation.Function> functions = activations();
        if (functions.isEmpty()) {
            List<Activation.Function> own = kind() == Kind.RNN
                    ? List.of(Activation.Function.TANH)
                    : List.of(Activation.Function.SIGMOID, Activation.Function.TANH, Activation.Function.TANH)
                            .subList(0, count);
            functions = new ArrayList<>();
            for (int i = 0; i < direction().count(); i++) {
                functions.addAll(own);
            }
        }
        return Activation.resolve(functions, activationAlpha(), activationBeta())
                .subList(d * count, (d + 1) * count);
    }

    /** Checks what the compact constructors of the family have in common. */
    static void check(
            Kind kind,
            List<Activation.Function> activations,
            @Nullable Float clip,
            Direction direction,
            @Nullable Long hiddenSize,
            long layout) {
        int expected = kind.activations() * direction.count();
        if (!activations.isEmpty() && activations.size() != expected) {
            throw new ModelInvalidException("activations: expected " + expected + " functions for direction "
                    + direction + ", found " + activations);
        }
        if (clip != null && !(clip >= 0)) {
            throw new ModelInvalidException("clip: expected 0 or more, found " + clip);
        }
        if (hiddenSize != null && (hiddenSize < 1 || hiddenSize > Integer.MAX_VALUE)) {
            throw new ModelInvalidException(
                    "hidden_size: expected 1 to " + Integer.MAX_VALUE + ", found " + hiddenSize);
        }
        if (layout != 0 && layout != 1) {
            throw new ModelInvalidException("layout: expected 0 or 1, found " + layout);
        }
    }

    @Override
    default List<ValueType> infer(Inference in) {
        Dim directions = Dim.of(direction().count());
        Dim hidden = hidden(in);
        Dim rows = times(in, hidden, kind().gates());
        SymbolicShape x = in.shape(0);
        if (x != null && x.rank() != 3) {
            throw in.fail("X: expected three dimensions, found " + x);
        }
        boolean batchFirst = layout() == 1;
        Dim time = x == null ? in.unknownDim(0, batchFirst ? 1 : 0) : x.dim(batchFirst ? 1 : 0);
        Dim batch = x == null ? in.unknownDim(0, batchFirst ? 0 : 2) : x.dim(batchFirst ? 0 : 1);
        Dim any = in.unknownDim(0, 0);
        require(in, 1, "W", directions, rows, x == null ? any : x.dim(2));
        require(in, 2, "R", directions, rows, hidden);
        require(in, 3, "B", directions, times(in, rows, 2));
        require(in, 4, "sequence_lens", batch);
        Dim[] state = batchFirst ? new Dim[] {batch, directions, hidden} : new Dim[] {directions, batch, hidden};
        require(in, 5, "initial_h", state);
        if (kind() == Kind.LSTM) {
            require(in, 6, "initial_c", state);
            require(in, 7, "P", directions, times(in, hidden, 3));
        }
        SymbolicShape y = batchFirst
                ? SymbolicShape.of(batch, time, directions, hidden)
                : SymbolicShape.of(time, directions, batch, hidden);
        TensorType last = new TensorType(in.elementType(0), SymbolicShape.of(state));
        TensorType all = new TensorType(in.elementType(0), y);
        return kind() == Kind.LSTM ? List.of(all, last, last) : List.of(all, last);
    }

    private Dim hidden(Inference in) {
        Long said = hiddenSize();
        if (said != null) {
            return Dim.of(said);
        }
        SymbolicShape r = in.shape(2);
        return r == null || r.rank() != 3 ? in.unknownDim(0, 3) : r.dim(2);
    }

    private static Dim times(Inference in, Dim dim, long n) {
        if (dim.isFixed() && dim.sizeOrUnknown() > Long.MAX_VALUE / 8) {
            throw in.fail("a state of " + dim + " elements is too large");
        }
        return dim.times(Dim.of(n));
    }

    private static void require(Inference in, int i, String name, Dim... dims) {
        SymbolicShape found = in.has(i) ? in.shape(i) : null;
        if (found == null) {
            return;
        }
        boolean fits = found.rank() == dims.length;
        for (int k = 0; fits && k < dims.length; k++) {
            fits = !dims[k].isFixed() || !found.dim(k).isFixed() || dims[k].equals(found.dim(k));
        }
        if (!fits) {
            throw in.fail(name + ": expected " + SymbolicShape.of(dims) + ", found " + found);
        }
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        return new Recurrence(this, in).run();
    }
}
