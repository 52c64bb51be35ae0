package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of decision trees. */
final class Trees {
    private Trees() {}

    static void checkRange(String name, List<Long> values, long end) {
        for (long value : values) {
            Rows.check(value >= 0 && value < end, name + ": expected 0 to " + (end - 1), value);
        }
    }

    /** Checks that the rows of input 0 have at least {@code count} columns. */
    static void checkColumns(Inference in, long count) {
        SymbolicShape shape = in.shape(0);
        if (shape != null && shape.rank() > 0) {
            Dim columns = shape.dim(shape.rank() - 1);
            if (columns.isFixed() && columns.sizeOrUnknown() < count) {
                throw in.fail("X: expected " + count + " columns or more, found shape " + shape);
            }
        }
    }

    static boolean noneNegative(Tensor weights) {
        for (long i = 0; i < weights.elements(); i++) {
            if (weights.doubleAt(i) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that every branch leads to a node or leaf that is there, and no node is reached twice: so every
     * fall ends.
     *
     * @param next per branch (true, false) where it goes from each node
     * @param isLeaf per branch whether it ends in a leaf
     */
    static void checkForest(List<Long> roots, List<List<Long>> next, List<List<Long>> isLeaf, int leaves) {
        int nodes = next.getFirst().size();
        checkRange("tree_roots", roots, nodes);
        boolean[] reached = new boolean[nodes];
        List<Integer> open = new ArrayList<>();
        for (long root : roots) {
            reach(reached, open, (int) root);
        }
        while (!open.isEmpty()) {
            int node = open.removeLast();
            for (int branch = 0; branch < 2; branch++) {
                long to = next.get(branch).get(node);
                boolean leaf = isLeaf.get(branch).get(node) != 0;
                Rows.check(
                        to >= 0 && to < (leaf ? leaves : nodes),
                        "node " + node + ": expected a branch to one of "
                                + (leaf ? leaves + " leaves" : nodes + " nodes"),
                        to);
                if (!leaf) {
                    reach(reached, open, (int) to);
                }
            }
        }
    }

    private static void reach(boolean[] reached, List<Integer> open, int node) {
        Rows.check(!reached[node], "expected trees, where one branch leads to a node", "two that lead to " + node);
        reached[node] = true;
        open.add(node);
    }

    /** The set of each node; empty but for those of mode MEMBER, which take theirs from {@code values} in order. */
    static List<Set<Double>> sets(List<TreeEnsemble.Mode> modes, @Nullable Tensor values) {
        List<Set<Double>> sets = new ArrayList<>();
        double[] list = values == null ? new double[0] : values.toDoubles();
        int at = 0;
        for (TreeEnsemble.Mode mode : modes) {
            if (mode != TreeEnsemble.Mode.MEMBER) {
                sets.add(Set.of());
                continue;
            }
            Rows.check(at < list.length, "membership_values: expected a set per node of mode MEMBER", "too few");
            Set<Double> set = new HashSet<>();
            while (at < list.length && !Double.isNaN(list[at])) {
                set.add(list[at++] + 0.0);
            }
            at++;
            sets.add(set);
        }
        return sets;
    }
}
