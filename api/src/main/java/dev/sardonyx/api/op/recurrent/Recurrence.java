package dev.sardonyx.api.op.recurrent;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/** One evaluation of a recurrent operator: states stay in float64 from the first step to the last. */
final class Recurrence {
    private final RecurrentOperator operator;
    private final Evaluation in;
    private final boolean batchFirst;
    private final int steps;
    private final int batch;
    private final int inputs;
    private final int hidden;
    private final int directions;
    private final List<Tensor> outputs = new ArrayList<>();

    Recurrence(RecurrentOperator operator, Evaluation in) {
        this.operator = operator;
        this.in = in;
        this.batchFirst = operator.layout() == 1;
        Shape x = in.shape(0);
        this.steps = Math.toIntExact(x.dim(batchFirst ? 1 : 0));
        this.batch = Math.toIntExact(x.dim(batchFirst ? 0 : 1));
        this.inputs = Math.toIntExact(x.dim(2));
        this.hidden = Math.toIntExact(in.shape(2).dim(2));
        this.directions = operator.direction().count();
    }

    List<Value> run() {
        for (int k = 0; k < in.outputCount(); k++) {
            outputs.add(in.allocateOutput(k));
        }
        double[] x = in.tensor(0).toDoubles();
        for (int d = 0; d < directions; d++) {
            RecurrentCell cell = new RecurrentCell(operator, in, d, inputs, hidden);
            for (int n = 0; n < batch; n++) {
                sequence(cell, d, n, x);
            }
        }
        return List.copyOf(outputs);
    }

    private void sequence(RecurrentCell cell, int d, int n, double[] x) {
        int length = length(n);
        cell.h = initial(5, d, n);
        cell.c = initial(6, d, n);
        for (int s = 0; s < length; s++) {
            in.deadline().check();
            int t = operator.direction().isReverse(d) ? length - 1 - s : s;
            cell.step(x, (batchFirst ? n * steps + t : t * batch + n) * inputs);
            long row = batchFirst ? ((long) n * steps + t) * directions + d : ((long) t * directions + d) * batch + n;
            store(0, row, cell.h);
        }
        store(1, stateRow(d, n), cell.h);
        store(2, stateRow(d, n), cell.c);
    }

    private int length(int n) {
        if (!in.has(4)) {
            return steps;
        }
        long length = in.tensor(4).longAt(n);
        if (length < 0 || length > steps) {
            throw in.fail("sequence_lens[" + n + "]: expected 0 to " + steps + ", found " + length);
        }
        return (int) length;
    }

    private long stateRow(int d, int n) {
        return batchFirst ? (long) n * directions + d : (long) d * batch + n;
    }

    private double[] initial(int input, int d, int n) {
        double[] state = new double[hidden];
        boolean isThere = in.has(input) && (input == 5 || operator.kind() == RecurrentOperator.Kind.LSTM);
        for (int j = 0; isThere && j < hidden; j++) {
            state[j] = in.tensor(input).doubleAt(stateRow(d, n) * hidden + j);
        }
        return state;
    }

    private void store(int output, long row, double[] state) {
        for (int j = 0; output < outputs.size() && j < hidden; j++) {
            outputs.get(output).setDouble(row * hidden + j, state[j]);
        }
    }
}
