package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/**
 * The nodes of decision trees as TreeEnsembleClassifier and TreeEnsembleRegressor have them: one list per property.
 * The root of a tree is its one node that no branch leads to.
 *
 * @param treeids the tree of each node
 * @param nodeids the number of each node in its tree
 * @param featureids the column that each node looks at
 * @param modes how each node compares
 * @param values what each node compares with
 * @param truenodeids the number of the node in the tree where the true branch goes
 * @param falsenodeids the number of the node where the false branch goes
 * @param missingValueTracksTrue per node whether NaN takes the true branch; empty for none
 */
public record TreeNodes(
        List<Long> treeids,
        List<Long> nodeids,
        List<Long> featureids,
        List<Mode> modes,
        Tensor values,
        List<Long> truenodeids,
        List<Long> falsenodeids,
        List<Long> missingValueTracksTrue) {
    /** How a feature is compared; the names are ONNX's. */
    public enum Mode {
        BRANCH_LEQ,
        BRANCH_LT,
        BRANCH_GTE,
        BRANCH_GT,
        BRANCH_EQ,
        BRANCH_NEQ,
        LEAF
    }

    public TreeNodes {
        treeids = List.copyOf(treeids);
        nodeids = List.copyOf(nodeids);
        featureids = List.copyOf(featureids);
        modes = List.copyOf(modes);
        truenodeids = List.copyOf(truenodeids);
        falsenodeids = List.copyOf(falsenodeids);
        missingValueTracksTrue = List.copyOf(missingValueTracksTrue);
        int count = treeids.size();
        boolean even = nodeids.size() == count
                && featureids.size() == count
                && modes.size() == count
                && values.elements() == count
                && truenodeids.size() == count
                && falsenodeids.size() == count
                && (missingValueTracksTrue.isEmpty() || missingValueTracksTrue.size() == count);
        Rows.check(even, "expected lists of nodes of " + count + " elements each", "others");
        Trees.checkRange("nodes_featureids", featureids, Integer.MAX_VALUE);
        new Forest(treeids, nodeids, modes, truenodeids, falsenodeids);
    }

    /** The columns that the nodes look at. */
    long columns() {
        return featureids.stream().mapToLong(n -> n + 1).max().orElse(0);
    }

    Forest forest() {
        return new Forest(treeids, nodeids, modes, truenodeids, falsenodeids);
    }

    /** Whether node {@code node} sends {@code x} to the true branch, when it compares with {@code split}. */
    boolean holds(int node, double x, double split) {
        if (Double.isNaN(x) && !missingValueTracksTrue.isEmpty() && missingValueTracksTrue.get(node) != 0) {
            return true;
        }
        return switch (modes.get(node)) {
            case BRANCH_LEQ -> x <= split;
            case BRANCH_LT -> x < split;
            case BRANCH_GTE -> x >= split;
            case BRANCH_GT -> x > split;
            case BRANCH_EQ -> x == split;
            case BRANCH_NEQ -> x != split;
            case LEAF -> false;
        };
    }
}
