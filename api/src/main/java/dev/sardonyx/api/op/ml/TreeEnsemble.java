package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decision trees: every row of X [N, C] falls from each root to a leaf, which adds its weight to one of the T
 * = {@code nTargets} results; Y [N, T] is their aggregate after {@code postTransform}. A node compares a feature
 * with its split, and goes to the true or the false branch; NaN goes to the true one where {@code
 * nodesMissingValueTracksTrue} says so. Source: ONNX ai.onnx.ml TreeEnsemble-5.
 *
 * @param nTargets how many results a row has
 * @param aggregate what becomes of the weights of one target
 * @param postTransform what becomes of the results of a row
 * @param treeRoots the root of each tree, a place among the nodes
 * @param nodesFeatureids the column that each node looks at
 * @param nodesModes how each node compares
 * @param nodesSplits what each node compares with
 * @param nodesTruenodeids where the true branch goes: a place among the nodes, or the leaves
 * @param nodesTrueleafs per node whether the true branch ends in a leaf
 * @param nodesFalsenodeids where the false branch goes
 * @param nodesFalseleafs per node whether the false branch ends in a leaf
 * @param nodesMissingValueTracksTrue per node whether NaN takes the true branch; empty for none
 * @param membershipValues for the nodes of mode MEMBER in order, their sets, each ended by NaN; or null
 * @param leafTargetids which result each leaf adds to
 * @param leafWeights what each leaf adds
 */
public record TreeEnsemble(
        long nTargets,
        Aggregate aggregate,
        PostTransform postTransform,
        List<Long> treeRoots,
        List<Long> nodesFeatureids,
        List<Mode> nodesModes,
        Tensor nodesSplits,
        List<Long> nodesTruenodeids,
        List<Long> nodesTrueleafs,
        List<Long> nodesFalsenodeids,
        List<Long> nodesFalseleafs,
        List<Long> nodesMissingValueTracksTrue,
        @Nullable Tensor membershipValues,
        List<Long> leafTargetids,
        Tensor leafWeights)
        implements HostOperator {
    /** What becomes of the weights of one target; in ONNX's order. */
    public enum Aggregate {
        AVERAGE,
        SUM,
        MIN,
        MAX;

        double merge(double a, double b) {
            return switch (this) {
                case AVERAGE, SUM -> a + b;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
            };
        }
    }

    /** How a feature is compared with a split; in ONNX's order. */
    public enum Mode {
        LEQ,
        LT,
        GTE,
        GT,
        EQ,
        NEQ,
        MEMBER
    }

    private static final Set<ElementType> REALS = Types.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16);

    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "TreeEnsemble")
            .input("X", "T")
            .output("Y", "T")
            .where("T", REALS)
            .build();

    public TreeEnsemble {
        treeRoots = List.copyOf(treeRoots);
        nodesFeatureids = List.copyOf(nodesFeatureids);
        nodesModes = List.copyOf(nodesModes);
        nodesTruenodeids = List.copyOf(nodesTruenodeids);
        nodesTrueleafs = List.copyOf(nodesTrueleafs);
        nodesFalsenodeids = List.copyOf(nodesFalsenodeids);
        nodesFalseleafs = List.copyOf(nodesFalseleafs);
        nodesMissingValueTracksTrue = List.copyOf(nodesMissingValueTracksTrue);
        leafTargetids = List.copyOf(leafTargetids);
        int nodes = nodesFeatureids.size();
        Rows.check(nTargets >= 1 && nTargets <= Integer.MAX_VALUE, "n_targets: expected 1 or more", nTargets);
        count("nodes_modes", nodes, nodesModes.size());
        count("nodes_splits", nodes, nodesSplits.elements());
        count("nodes_truenodeids", nodes, nodesTruenodeids.size());
        count("nodes_trueleafs", nodes, nodesTrueleafs.size());
        count("nodes_falsenodeids", nodes, nodesFalsenodeids.size());
        count("nodes_falseleafs", nodes, nodesFalseleafs.size());
        if (!nodesMissingValueTracksTrue.isEmpty()) {
            count("nodes_missing_value_tracks_true", nodes, nodesMissingValueTracksTrue.size());
        }
        count("leaf_weights", leafTargetids.size(), leafWeights.elements());
        Trees.checkRange("leaf_targetids", leafTargetids, nTargets);
        Trees.checkRange("nodes_featureids", nodesFeatureids, Integer.MAX_VALUE);
        Trees.checkForest(
                treeRoots,
                List.of(nodesTruenodeids, nodesFalsenodeids),
                List.of(nodesTrueleafs, nodesFalseleafs),
                leafTargetids.size());
        Trees.sets(nodesModes, membershipValues);
    }

    private static void count(String name, long expected, long found) {
        Rows.check(expected == found, name + ": expected " + expected + " elements", found);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape != null && shape.rank() != 2) {
            throw in.fail("X: expected shape [N, C], found " + shape);
        }
        Trees.checkColumns(
                in, nodesFeatureids.stream().mapToLong(n -> n + 1).max().orElse(0));
        Dim rows = shape == null ? in.unknownDim(0, 0) : shape.dim(0);
        return List.of(new TensorType(in.elementType(0), SymbolicShape.of(rows, Dim.of(nTargets))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        List<Set<Double>> sets = Trees.sets(nodesModes, membershipValues);
        double[] splits = nodesSplits.toDoubles();
        double[] weights = leafWeights.toDoubles();
        int targets = (int) nTargets;
        for (int n = 0; n < Rows.rows(x); n++) {
            in.deadline().check();
            double[] row = Rows.row(x, n);
            double[] results = new double[targets];
            boolean[] seen = new boolean[targets];
            for (long root : treeRoots) {
                int leaf = fall(row, (int) root, splits, sets);
                int target = Math.toIntExact(leafTargetids.get(leaf));
                results[target] = seen[target] ? aggregate.merge(results[target], weights[leaf]) : weights[leaf];
                seen[target] = true;
            }
            for (int t = 0; t < targets && aggregate == Aggregate.AVERAGE; t++) {
                results[t] /= treeRoots.size();
            }
            postTransform.apply(results);
            for (int t = 0; t < targets; t++) {
                y.setDouble((long) n * targets + t, results[t]);
            }
        }
        return List.of(y);
    }

    /** The leaf that {@code row} ends in. */
    private int fall(double[] row, int root, double[] splits, List<Set<Double>> sets) {
        int node = root;
        while (true) {
            double value = row[Math.toIntExact(nodesFeatureids.get(node))];
            boolean missing = Double.isNaN(value)
                    && !nodesMissingValueTracksTrue.isEmpty()
                    && nodesMissingValueTracksTrue.get(node) != 0;
            boolean hit = missing || holds(nodesModes.get(node), value, splits[node], sets.get(node));
            int next = Math.toIntExact((hit ? nodesTruenodeids : nodesFalsenodeids).get(node));
            if ((hit ? nodesTrueleafs : nodesFalseleafs).get(node) != 0) {
                return next;
            }
            node = next;
        }
    }

    private static boolean holds(Mode mode, double value, double split, Set<Double> set) {
        return switch (mode) {
            case LEQ -> value <= split;
            case LT -> value < split;
            case GTE -> value >= split;
            case GT -> value > split;
            case EQ -> value == split;
            case NEQ -> value != split;
            case MEMBER -> set.contains(value + 0.0);
        };
    }
}
