package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.ml.PostTransform;
import dev.sardonyx.api.op.ml.TreeEnsemble;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Decision trees, domain {@code ai.onnx.ml}. */
final class TreeMappings implements MappingTable {
    private static final String DOMAIN = "ai.onnx.ml";

    @Override
    public void register(Mappings rows) {
        rows.row(DOMAIN, "TreeEnsemble", TreeEnsemble.class, 5)
                .read(TreeMappings::read)
                .write(TreeMappings::write);
    }

    private static TreeEnsemble read(NodeReader in) {
        in.tensorOrNull("nodes_hitrates"); // a hint for speed
        List<TreeEnsemble.Mode> modes = new ArrayList<>();
        for (long mode : in.tensor("nodes_modes").toLongs()) {
            modes.add(constant(in, TreeEnsemble.Mode.values(), "nodes_modes", mode));
        }
        return new TreeEnsemble(
                in.integer("n_targets", 1),
                constant(
                        in, TreeEnsemble.Aggregate.values(), "aggregate_function", in.integer("aggregate_function", 1)),
                constant(in, PostTransform.values(), "post_transform", in.integer("post_transform", 0)),
                in.integers("tree_roots"),
                in.integers("nodes_featureids"),
                modes,
                in.tensor("nodes_splits"),
                in.integers("nodes_truenodeids"),
                in.integers("nodes_trueleafs"),
                in.integers("nodes_falsenodeids"),
                in.integers("nodes_falseleafs"),
                in.integers("nodes_missing_value_tracks_true"),
                in.tensorOrNull("membership_values"),
                in.integers("leaf_targetids"),
                in.tensor("leaf_weights"));
    }

    private static <E> E constant(NodeReader in, E[] constants, String name, long number) {
        if (number < 0 || number >= constants.length) {
            throw in.invalid("attribute '" + name + "': expected 0 to " + (constants.length - 1) + ", found " + number);
        }
        return constants[(int) number];
    }

    private static void write(TreeEnsemble op, NodeWriter out) {
        long[] modes = op.nodesModes().stream().mapToLong(Enum::ordinal).toArray();
        out.attribute("n_targets", op.nTargets());
        out.attribute("aggregate_function", op.aggregate().ordinal(), 1);
        out.attribute("post_transform", op.postTransform().ordinal(), 0);
        out.integers("tree_roots", op.treeRoots());
        out.integers("nodes_featureids", op.nodesFeatureids());
        out.attribute("nodes_modes", Tensor.ofLongs(ElementType.UINT8, Shape.of(modes.length), modes));
        out.attribute("nodes_splits", op.nodesSplits());
        out.integers("nodes_truenodeids", op.nodesTruenodeids());
        out.integers("nodes_trueleafs", op.nodesTrueleafs());
        out.integers("nodes_falsenodeids", op.nodesFalsenodeids());
        out.integers("nodes_falseleafs", op.nodesFalseleafs());
        out.integersUnlessEmpty("nodes_missing_value_tracks_true", op.nodesMissingValueTracksTrue());
        if (op.membershipValues() != null) {
            out.attribute("membership_values", op.membershipValues());
        }
        out.integers("leaf_targetids", op.leafTargetids());
        out.attribute("leaf_weights", op.leafWeights());
    }
}
