package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the leaves of trees add to which result. A leaf may have several.
 *
 * @param treeids the tree of each entry's leaf
 * @param nodeids the number of each entry's leaf in its tree
 * @param ids the result that each entry adds to: a class or a target
 * @param weights what each entry adds
 */
public record LeafWeights(List<Long> treeids, List<Long> nodeids, List<Long> ids, Tensor weights) {
    record Entry(int id, double weight) {}

    public LeafWeights {
        treeids = List.copyOf(treeids);
        nodeids = List.copyOf(nodeids);
        ids = List.copyOf(ids);
        int count = treeids.size();
        Rows.check(
                nodeids.size() == count && ids.size() == count && weights.elements() == count,
                "expected lists of leaf weights of " + count + " elements each",
                "others");
    }

    /** The entries of each leaf, by its place in {@code forest}. */
    Map<Integer, List<Entry>> entries(Forest forest) {
        Map<Integer, List<Entry>> byLeaf = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            byLeaf.computeIfAbsent(forest.place(treeids.get(i), nodeids.get(i)), leaf -> new ArrayList<>())
                    .add(new Entry(Math.toIntExact(ids.get(i)), weights.doubleAt(i)));
        }
        return byLeaf;
    }
}
