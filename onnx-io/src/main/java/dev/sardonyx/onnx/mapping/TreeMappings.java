package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.ml.LeafWeights;
import dev.sardonyx.api.op.ml.PostTransform;
import dev.sardonyx.api.op.ml.TreeEnsemble;
import dev.sardonyx.api.op.ml.TreeEnsembleClassifier;
import dev.sardonyx.api.op.ml.TreeEnsembleRegressor;
import dev.sardonyx.api.op.ml.TreeNodes;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decision trees, domain {@code ai.onnx.ml}. */
final class TreeMappings implements MappingTable {
    private static final String DOMAIN = "ai.onnx.ml";

    @Override
    public void register(Mappings rows) {
        rows.row(DOMAIN, "TreeEnsemble", TreeEnsemble.class, 5)
                .read(TreeMappings::read)
                .write(TreeMappings::write);
        rows.row(DOMAIN, "TreeEnsembleClassifier", TreeEnsembleClassifier.class, 1, 3)
                .read(in -> new TreeEnsembleClassifier(
                        nodes(in),
                        weights(in, "class"),
                        in.integers("classlabels_int64s"),
                        in.texts("classlabels_strings"),
                        base(in),
                        TextMappings.constant(in, PostTransform.class, "post_transform", "NONE")))
                .write((op, out) -> {
                    write(op.nodes(), out);
                    write(op.classes(), "class", out);
                    out.integersUnlessEmpty("classlabels_int64s", op.classlabelsInt64s());
                    if (!op.classlabelsStrings().isEmpty()) {
                        out.texts("classlabels_strings", op.classlabelsStrings());
                    }
                    if (op.baseValues() != null) {
                        write(out, "base_values", op.baseValues());
                    }
                    out.attribute("post_transform", op.postTransform().name(), "NONE");
                });
        rows.row(DOMAIN, "TreeEnsembleRegressor", TreeEnsembleRegressor.class, 1, 3)
                .read(in -> new TreeEnsembleRegressor(
                        nodes(in),
                        weights(in, "target"),
                        in.integer("n_targets", 1),
                        TextMappings.constant(in, TreeEnsemble.Aggregate.class, "aggregate_function", "SUM"),
                        base(in),
                        TextMappings.constant(in, PostTransform.class, "post_transform", "NONE")))
                .write((op, out) -> {
                    write(op.nodes(), out);
                    write(op.targets(), "target", out);
                    out.attribute("n_targets", op.nTargets());
                    out.attribute("aggregate_function", op.aggregateFunction().name(), "SUM");
                    if (op.baseValues() != null) {
                        write(out, "base_values", op.baseValues());
                    }
                    out.attribute("post_transform", op.postTransform().name(), "NONE");
                });
    }

    private static TreeNodes nodes(NodeReader in) {
        in.reals("nodes_hitrates"); // hints for speed
        in.tensorOrNull("nodes_hitrates_as_tensor");
        List<TreeNodes.Mode> modes = new ArrayList<>();
        for (String mode : in.texts("nodes_modes")) {
            try {
                modes.add(TreeNodes.Mode.valueOf(mode));
            } catch (IllegalArgumentException e) {
                throw in.invalid("attribute 'nodes_modes': expected one of "
                        + java.util.Arrays.toString(TreeNodes.Mode.values()) + ", found '" + mode + "'");
            }
        }
        return new TreeNodes(
                in.integers("nodes_treeids"),
                in.integers("nodes_nodeids"),
                in.integers("nodes_featureids"),
                modes,
                numbers(in, "nodes_values"),
                in.integers("nodes_truenodeids"),
                in.integers("nodes_falsenodeids"),
                in.integers("nodes_missing_value_tracks_true"));
    }

    private static LeafWeights weights(NodeReader in, String prefix) {
        return new LeafWeights(
                in.integers(prefix + "_treeids"),
                in.integers(prefix + "_nodeids"),
                in.integers(prefix + "_ids"),
                numbers(in, prefix + "_weights"));
    }

    private static @Nullable Tensor base(NodeReader in) {
        Tensor base = numbers(in, "base_values");
        return base.elements() == 0 ? null : base;
    }

    /** A list of floats, or a tensor in the attribute that version 3 added for doubles. */
    private static Tensor numbers(NodeReader in, String name) {
        Tensor tensor = in.tensorOrNull(name + "_as_tensor");
        List<Float> reals = in.reals(name);
        if (tensor != null) {
            return tensor;
        }
        float[] values = new float[reals.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = reals.get(i);
        }
        return Tensor.ofFloats(Shape.of(values.length), values);
    }

    private static void write(TreeNodes nodes, NodeWriter out) {
        out.integers("nodes_treeids", nodes.treeids());
        out.integers("nodes_nodeids", nodes.nodeids());
        out.integers("nodes_featureids", nodes.featureids());
        out.texts("nodes_modes", nodes.modes().stream().map(Enum::name).toList());
        write(out, "nodes_values", nodes.values());
        out.integers("nodes_truenodeids", nodes.truenodeids());
        out.integers("nodes_falsenodeids", nodes.falsenodeids());
        out.integersUnlessEmpty("nodes_missing_value_tracks_true", nodes.missingValueTracksTrue());
    }

    private static void write(LeafWeights weights, String prefix, NodeWriter out) {
        out.integers(prefix + "_treeids", weights.treeids());
        out.integers(prefix + "_nodeids", weights.nodeids());
        out.integers(prefix + "_ids", weights.ids());
        write(out, prefix + "_weights", weights.weights());
    }

    private static void write(NodeWriter out, String name, Tensor values) {
        if (values.elementType() == ElementType.FLOAT) {
            List<Float> reals = new ArrayList<>();
            for (float value : values.toFloats()) {
                reals.add(value);
            }
            out.reals(name, reals);
        } else if (out.version() >= 3) {
            out.attribute(name + "_as_tensor", values);
        } else {
            out.cannot(out.opType() + " takes " + name + " of type " + values.elementType() + " from version 3 on");
        }
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

    /** The number ONNX has for a constant: its place in the list, which is in ONNX's order. */
    private static <E> int numberOf(E constant, E[] inOrder) {
        return List.of(inOrder).indexOf(constant);
    }

    private static void write(TreeEnsemble op, NodeWriter out) {
        long[] modes = op.nodesModes().stream()
                .mapToLong(mode -> numberOf(mode, mode.getDeclaringClass().getEnumConstants()))
                .toArray();
        out.attribute("n_targets", op.nTargets());
        out.attribute("aggregate_function", numberOf(op.aggregate(), TreeEnsemble.Aggregate.values()), 1);
        out.attribute(
                "post_transform",
                numberOf(
                        op.postTransform(),
                        op.postTransform().getDeclaringClass().getEnumConstants()),
                0);
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
