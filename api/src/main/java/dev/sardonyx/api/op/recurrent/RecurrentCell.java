package dev.sardonyx.api.op.recurrent;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/** The cell of one direction with its weights and its state. */
final class RecurrentCell {
    private final RecurrentOperator operator;
    private final int inputs;
    private final int hidden;
    private final double[] w;
    private final double[] r;
    private final double[] wBias;
    private final double[] rBias;
    private final double[] peephole;
    private final Activation f;
    private final Activation g;
    private final Activation last;
    private final double clip;
    double[] h = {};
    double[] c = {};

    RecurrentCell(RecurrentOperator operator, Evaluation in, int d, int inputs, int hidden) {
        this.operator = operator;
        this.inputs = inputs;
        this.hidden = hidden;
        int rows = Math.multiplyExact(operator.kind().gates(), hidden);
        this.w = slice(in.tensor(1), d, Math.multiplyExact(rows, inputs));
        this.r = slice(in.tensor(2), d, Math.multiplyExact(rows, hidden));
        this.wBias = in.has(3) ? slice(in.tensor(3), 2L * d, rows) : new double[rows];
        this.rBias = in.has(3) ? slice(in.tensor(3), 2L * d + 1, rows) : new double[rows];
        boolean hasPeephole = operator.kind() == RecurrentOperator.Kind.LSTM && in.has(7);
        this.peephole = hasPeephole ? slice(in.tensor(7), d, 3 * hidden) : new double[3 * hidden];
        List<Activation> activations = operator.activations(d);
        this.f = activations.getFirst();
        this.g = activations.get(Math.min(1, activations.size() - 1));
        this.last = activations.getLast();
        Float limit = operator.clip();
        this.clip = limit == null || limit == 0 ? Double.POSITIVE_INFINITY : limit;
    }

    private static double[] slice(Tensor tensor, long index, int count) {
        double[] slice = new double[count];
        for (int i = 0; i < count; i++) {
            slice[i] = tensor.doubleAt(index * count + i);
        }
        return slice;
    }

    /** Moves the state on by the input at {@code x[from...]}. */
    void step(double[] x, int from) {
        switch (operator.kind()) {
            case RNN -> rnn(x, from);
            case GRU -> gru(x, from);
            case LSTM -> lstm(x, from);
        }
    }

    private void rnn(double[] x, int from) {
        double[] next = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            next[j] = activate(f, fromInput(x, from, j) + fromState(h, j));
        }
        h = next;
    }

    private void gru(double[] x, int from) {
        double[] reset = new double[hidden];
        double[] masked = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            reset[j] = activate(f, fromInput(x, from, hidden + j) + fromState(h, hidden + j));
            masked[j] = reset[j] * h[j];
        }
        double[] next = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double update = activate(f, fromInput(x, from, j) + fromState(h, j));
            int row = 2 * hidden + j;
            double recurrent = operator.linearBeforeReset() ? reset[j] * fromState(h, row) : fromState(masked, row);
            double proposed = activate(g, fromInput(x, from, row) + recurrent);
            next[j] = (1 - update) * proposed + update * h[j];
        }
        h = next;
    }

    private void lstm(double[] x, int from) {
        double[] nextH = new double[hidden];
        double[] nextC = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double input = activate(f, gate(x, from, j) + peephole[j] * c[j]);
            double forget = operator.inputForget()
                    ? 1 - input
                    : activate(f, gate(x, from, 2 * hidden + j) + peephole[2 * hidden + j] * c[j]);
            double proposed = activate(g, gate(x, from, 3 * hidden + j));
            nextC[j] = forget * c[j] + input * proposed;
            double output = activate(f, gate(x, from, hidden + j) + peephole[hidden + j] * nextC[j]);
            nextH[j] = output * activate(last, nextC[j]);
        }
        h = nextH;
        c = nextC;
    }

    private double gate(double[] x, int from, int row) {
        return fromInput(x, from, row) + fromState(h, row);
    }

    private double fromInput(double[] x, int from, int row) {
        double sum = wBias[row];
        for (int i = 0; i < inputs; i++) {
            sum += w[row * inputs + i] * x[from + i];
        }
        return sum;
    }

    private double fromState(double[] state, int row) {
        double sum = rBias[row];
        for (int i = 0; i < hidden; i++) {
            sum += r[row * hidden + i] * state[i];
        }
        return sum;
    }

    private double activate(Activation function, double x) {
        return function.apply(x > clip ? clip : x < -clip ? -clip : x);
    }
}
