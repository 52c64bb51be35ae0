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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decision trees: every row of X [N, C] falls to a leaf of each tree, whose weights go to the T = {@code nTargets}
 * results; Y [N, T] is their aggregate plus the base values, after {@code postTransform}; FLOAT. Source: ONNX
 * ai.onnx.ml TreeEnsembleRegressor-3, which TreeEnsemble-5 follows.
 *
 * @param nodes the attributes nodes_*
 * @param targets the attributes target_*
 * @param nTargets how many results a row has
 * @param aggregateFunction what becomes of the weights of one target
 * @param baseValues one value per target that is added last, or null
 * @param postTransform what becomes of the results of a row
 */
public record TreeEnsembleRegressor(
        TreeNodes nodes,
        LeafWeights targets,
        long nTargets,
        TreeEnsemble.Aggregate aggregateFunction,
        @Nullable Tensor baseValues,
        PostTransform postTransform)
        implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "TreeEnsembleRegressor")
            .input("X", "T")
            .output("Y", "T1")
            .where("T", Rows.NUMBERS)
            .build();

    public TreeEnsembleRegressor {
        Rows.check(nTargets >= 1 && nTargets <= Integer.MAX_VALUE, "n_targets: expected 1 or more", nTargets);
        Rows.check(
                baseValues == null || baseValues.elements() == nTargets,
                "base_values: expected " + nTargets,
                baseValues == null ? 0 : baseValues.elements());
        Trees.checkRange("target_ids", targets.ids(), nTargets);
        targets.entries(nodes.forest());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Trees.checkColumns(in, nodes.columns());
        return List.of(new TensorType(ElementType.FLOAT, SymbolicShape.of(Rows.rows(in), Dim.of(nTargets))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        Forest forest = nodes.forest();
        Map<Integer, List<LeafWeights.Entry>> entries = targets.entries(forest);
        double[] splits = nodes.values().toDoubles();
        int count = (int) nTargets;
        for (int n = 0; n < Rows.rows(x); n++) {
            in.deadline().check();
            double[] row = Rows.row(x, n);
            double[] results = new double[count];
            boolean[] seen = new boolean[count];
            for (int root : forest.roots()) {
                for (LeafWeights.Entry e : entries.getOrDefault(forest.fall(nodes, splits, row, root), List.of())) {
                    results[e.id()] = seen[e.id()] ? aggregateFunction.merge(results[e.id()], e.weight()) : e.weight();
                    seen[e.id()] = true;
                }
            }
            for (int t = 0; t < count; t++) {
                if (aggregateFunction == TreeEnsemble.Aggregate.AVERAGE) {
                    results[t] /= forest.roots().size();
                }
                results[t] += baseValues == null ? 0 : baseValues.doubleAt(t);
            }
            postTransform.apply(results);
            for (int t = 0; t < count; t++) {
                y.setDouble((long) n * count + t, results[t]);
            }
        }
        return List.of(y);
    }
}
