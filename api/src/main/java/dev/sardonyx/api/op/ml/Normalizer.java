package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Every row of X [N, C] divided by its norm; a row whose norm is 0 stays as it is. The result is FLOAT. Source:
 * ONNX ai.onnx.ml Normalizer-1.
 *
 * @param norm the largest element, the sum of absolute values, or the root of the sum of squares
 */
public record Normalizer(Norm norm) implements HostOperator {
    /** What a row is divided by. */
    public enum Norm {
        MAX,
        L1,
        L2
    }

    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "Normalizer")
            .input("X", "T")
            .output("Y", "T1")
            .where("T", Rows.NUMBERS)
            .build();

    /** By the largest element. */
    public Normalizer() {
        this(Norm.MAX);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Rows.rows(in);
        return List.of(new TensorType(ElementType.FLOAT, in.shape(0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        int columns = Rows.columns(x);
        for (int n = 0; n < Rows.rows(x) && columns > 0; n++) {
            in.deadline().check();
            double[] row = Rows.row(x, n);
            double divisor = divisor(row);
            for (int c = 0; c < columns; c++) {
                y.setDouble((long) n * columns + c, divisor == 0 ? row[c] : row[c] / divisor);
            }
        }
        return List.of(y);
    }

    private double divisor(double[] row) {
        double result = norm == Norm.MAX ? row[0] : 0;
        for (double v : row) {
            result = switch (norm) {
                case MAX -> Math.max(result, v);
                case L1 -> result + Math.abs(v);
                case L2 -> result + v * v;
            };
        }
        return norm == Norm.L2 ? Math.sqrt(result) : result;
    }
}
