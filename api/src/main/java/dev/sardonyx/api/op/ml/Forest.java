package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.ModelInvalidException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decision trees by place of their nodes, checked to be trees. */
final class Forest {
    private record Name(long tree, long node) {}

    private final Map<Name, Integer> places = new HashMap<>();
    private final int[] whenTrue;
    private final int[] whenFalse;
    private final List<Integer> roots = new ArrayList<>();

    Forest(
            List<Long> trees,
            List<Long> nodes,
            List<TreeNodes.Mode> modes,
            List<Long> trueNodes,
            List<Long> falseNodes) {
        int count = trees.size();
        for (int i = 0; i < count; i++) {
            Integer other = places.putIfAbsent(new Name(trees.get(i), nodes.get(i)), i);
            Rows.check(other == null, "expected one node per number in a tree", "two of number " + nodes.get(i));
        }
        whenTrue = new int[count];
        whenFalse = new int[count];
        boolean[] isChild = new boolean[count];
        for (int i = 0; i < count; i++) {
            if (modes.get(i) != TreeNodes.Mode.LEAF) {
                whenTrue[i] = child(isChild, trees.get(i), trueNodes.get(i));
                whenFalse[i] = child(isChild, trees.get(i), falseNodes.get(i));
            }
        }
        for (int i = 0; i < count; i++) {
            if (!isChild[i]) {
                roots.add(i);
            }
        }
        // every node has at most one parent, so what no root reaches is a cycle, and nothing falls into it
        Rows.check(count == 0 || !roots.isEmpty(), "expected trees with a root", "cycles only");
    }

    private int child(boolean[] isChild, long tree, long node) {
        int place = place(tree, node);
        Rows.check(!isChild[place], "expected one branch to a node", "two to node " + node + " of tree " + tree);
        isChild[place] = true;
        return place;
    }

    /** The place of node {@code node} of tree {@code tree}. */
    int place(long tree, long node) {
        Integer place = places.get(new Name(tree, node));
        if (place == null) {
            throw new ModelInvalidException("expected a node " + node + " in tree " + tree + ", found none");
        }
        return place;
    }

    List<Integer> roots() {
        return roots;
    }

    /** The leaf that {@code row} ends in. */
    int fall(TreeNodes nodes, double[] splits, double[] row, int root) {
        int node = root;
        while (nodes.modes().get(node) != TreeNodes.Mode.LEAF) {
            double x = row[Math.toIntExact(nodes.featureids().get(node))];
            node = nodes.holds(node, x, splits[node]) ? whenTrue[node] : whenFalse[node];
        }
        return node;
    }
}
