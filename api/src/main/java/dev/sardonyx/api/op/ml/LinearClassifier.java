package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Scores s = W x + b per row of X [N, C], and the label of the largest; Y [N] are labels, Z [N, E] the scores
 * after {@code postTransform}. With one row of coefficients and two labels, the second label wins where s is
 * above 0, and the scores are those of both. Source: ONNX ai.onnx.ml LinearClassifier-1.
 *
 * @param classlabelsInts the labels where they are numbers
 * @param classlabelsStrings the labels where they are strings
 * @param coefficients W, row by row
 * @param intercepts b, or none
 * @param multiClass kept from the model; it does not change the result
 * @param postTransform what becomes of the scores
 */
public record LinearClassifier(
        List<Long> classlabelsInts,
        List<String> classlabelsStrings,
        List<Float> coefficients,
        List<Float> intercepts,
        long multiClass,
        PostTransform postTransform)
        implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "LinearClassifier")
            .input("X", "T1")
            .output("Y", "T2")
            .output("Z", "T3")
            .where("T1", Rows.NUMBERS)
            .build();

    public LinearClassifier {
        classlabelsInts = List.copyOf(classlabelsInts);
        classlabelsStrings = List.copyOf(classlabelsStrings);
        coefficients = List.copyOf(coefficients);
        intercepts = List.copyOf(intercepts);
        int labels = new Labels(classlabelsInts, classlabelsStrings).size();
        int targets = targets(labels, intercepts.size());
        Rows.check(targets == labels || (targets == 1 && labels == 2), "intercepts: expected " + labels, targets);
        Rows.check(
                coefficients.size() % targets == 0,
                "coefficients: expected a multiple of " + targets,
                coefficients.size());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    private static int targets(int labels, int intercepts) {
        return intercepts == 0 ? labels : intercepts;
    }

    private Labels labels() {
        return new Labels(classlabelsInts, classlabelsStrings);
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Labels labels = labels();
        Rows.checkColumns(in, coefficients.size() / targets(labels.size(), intercepts.size()));
        Dim rows = Rows.rows(in);
        return List.of(
                new TensorType(labels.type(), SymbolicShape.of(rows)),
                new TensorType(ElementType.FLOAT, SymbolicShape.of(rows, Dim.of(labels.size()))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int rows = Rows.rows(x);
        Labels labels = labels();
        int targets = targets(labels.size(), intercepts.size());
        Tensor y = Tensor.allocate(labels.type(), Shape.of(rows));
        Tensor z = Tensor.allocate(ElementType.FLOAT, Shape.of(rows, labels.size()));
        for (int n = 0; n < rows; n++) {
            in.deadline().check();
            double[] row = Rows.row(x, n);
            double[] scores = new double[targets];
            int best = 0;
            for (int t = 0; t < targets; t++) {
                scores[t] = Rows.linear(row, coefficients, intercepts, t);
                best = scores[t] > scores[best] ? t : best;
            }
            if (targets < labels.size()) {
                best = scores[0] > 0 ? 1 : 0;
                scores = both(scores[0]);
            } else {
                postTransform.apply(scores);
            }
            labels.store(y, n, best);
            for (int k = 0; k < scores.length; k++) {
                z.setDouble((long) n * scores.length + k, scores[k]);
            }
        }
        return List.of(y, z);
    }

    private double[] both(double score) {
        if (postTransform == PostTransform.LOGISTIC) {
            return new double[] {PostTransform.logistic(-score), PostTransform.logistic(score)};
        }
        double[] both = {1 - score, score};
        postTransform.apply(both);
        return both;
    }
}
