package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y[n, t] = sum over c of W[t, c] X[n, c] + b[t], for X [N, C]. Source: ONNX ai.onnx.ml LinearRegressor-1.
 *
 * @param coefficients W, row by row
 * @param intercepts b, or none
 * @param targets how many results per row
 * @param postTransform what becomes of the results of a row
 */
public record LinearRegressor(
        List<Float> coefficients, List<Float> intercepts, long targets, PostTransform postTransform)
        implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "LinearRegressor")
            .input("X", "T")
            .output("Y", "T1")
            .where("T", Rows.NUMBERS)
            .build();

    public LinearRegressor {
        coefficients = List.copyOf(coefficients);
        intercepts = List.copyOf(intercepts);
        Rows.check(targets >= 1 && targets <= Integer.MAX_VALUE, "targets: expected 1 or more", targets);
        Rows.check(
                coefficients.size() % targets == 0,
                "coefficients: expected a multiple of " + targets,
                coefficients.size());
        Rows.check(
                intercepts.isEmpty() || intercepts.size() == targets,
                "intercepts: expected " + targets,
                intercepts.size());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Rows.checkColumns(in, coefficients.size() / targets);
        return List.of(new TensorType(ElementType.FLOAT, SymbolicShape.of(Rows.rows(in), Dim.of(targets))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        for (int n = 0; n < Rows.rows(x); n++) {
            in.deadline().check();
            double[] row = Rows.row(x, n);
            double[] scores = new double[(int) targets];
            for (int t = 0; t < targets; t++) {
                scores[t] = Rows.linear(row, coefficients, intercepts, t);
            }
            postTransform.apply(scores);
            for (int t = 0; t < targets; t++) {
                y.setDouble(n * targets + t, scores[t]);
            }
        }
        return List.of(y);
    }
}
