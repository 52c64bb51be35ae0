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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decision trees: every row of X [N, C] falls to a leaf of each tree, whose weights add to the scores of classes.
 * Y [N] is the label of the largest score, Z [N, E] the scores after {@code postTransform}. Where there are two
 * labels but weights for one class only, that score is the second label's: it wins above 0.5 where no
 * weight is negative, and the first has 1 - s; else it wins above 0, and the first has -s. Source: ONNX ai.onnx.ml
 * TreeEnsembleClassifier-3, and ONNX Runtime for the case of two labels, of which ONNX says nothing.
 *
 * @param nodes the attributes nodes_*
 * @param classes the attributes class_*
 * @param classlabelsInt64s the labels where they are numbers
 * @param classlabelsStrings the labels where they are strings
 * @param baseValues what the scores begin with, or null
 * @param postTransform what becomes of the scores of a row
 */
public record TreeEnsembleClassifier(
        TreeNodes nodes,
        LeafWeights classes,
        List<Long> classlabelsInt64s,
        List<String> classlabelsStrings,
        @Nullable Tensor baseValues,
        PostTransform postTransform)
        implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "TreeEnsembleClassifier")
            .input("X", "T1")
            .output("Y", "T2")
            .output("Z", "T3")
            .where("T1", Rows.NUMBERS)
            .build();

    public TreeEnsembleClassifier {
        classlabelsInt64s = List.copyOf(classlabelsInt64s);
        classlabelsStrings = List.copyOf(classlabelsStrings);
        int labels = new Labels(classlabelsInt64s, classlabelsStrings).size();
        Trees.checkRange("class_ids", classes.ids(), labels);
        boolean single = labels == 2 && classes.ids().stream().distinct().count() <= 1;
        long base = baseValues == null ? 0 : baseValues.elements();
        Rows.check(base == 0 || base == labels || (single && base == 1), "base_values: expected " + labels, base);
        classes.entries(nodes.forest());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    private Labels labels() {
        return new Labels(classlabelsInt64s, classlabelsStrings);
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Trees.checkColumns(in, nodes.columns());
        Dim rows = Rows.rows(in);
        return List.of(
                new TensorType(labels().type(), SymbolicShape.of(rows)),
                new TensorType(ElementType.FLOAT, SymbolicShape.of(rows, Dim.of(labels().size()))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int rows = Rows.rows(x);
        Labels labels = labels();
        Tensor y = Tensor.allocate(labels.type(), Shape.of(rows));
        Tensor z = Tensor.allocate(ElementType.FLOAT, Shape.of(rows, labels.size()));
        Forest forest = nodes.forest();
        Map<Integer, List<LeafWeights.Entry>> entries = classes.entries(forest);
        double[] splits = nodes.values().toDoubles();
        boolean single = labels.size() == 2 && classes.ids().stream().distinct().count() <= 1;
        boolean positive = Trees.noneNegative(classes.weights());
        for (int n = 0; n < rows; n++) {
            in.deadline().check();
            double[] row = Rows.row(x, n);
            double[] scores = new double[labels.size()];
            for (int root : forest.roots()) {
                for (LeafWeights.Entry e : entries.getOrDefault(forest.fall(nodes, splits, row, root), List.of())) {
                    scores[e.id()] += e.weight();
                }
            }
            int best = single ? ofOne(scores, positive) : ofMany(scores);
            labels.store(y, n, best);
            for (int k = 0; k < scores.length; k++) {
                z.setDouble((long) n * scores.length + k, scores[k]);
            }
        }
        return List.of(y, z);
    }

    private int ofMany(double[] scores) {
        int best = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] += baseValues == null || baseValues.elements() == 0 ? 0 : baseValues.doubleAt(k);
            best = scores[k] > scores[best] ? k : best;
        }
        postTransform.apply(scores);
        return best;
    }

    private int ofOne(double[] scores, boolean positive) {
        double score = scores[0] + scores[1];
        if (baseValues != null && baseValues.elements() > 0) {
            score += baseValues.doubleAt(baseValues.elements() - 1);
        }
        if (positive) {
            scores[0] = 1 - score;
            scores[1] = score;
            return score > 0.5 ? 1 : 0;
        }
        scores[0] = -score;
        scores[1] = score;
        postTransform.apply(scores);
        return score > 0 ? 1 : 0;
    }
}
