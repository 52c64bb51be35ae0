package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.movement.Expand;
import dev.sardonyx.api.op.movement.Flatten;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.op.normalization.Dropout;
import dev.sardonyx.api.op.normalization.GroupNormalization;
import dev.sardonyx.api.op.normalization.Hardmax;
import dev.sardonyx.api.op.normalization.InstanceNormalization;
import dev.sardonyx.api.op.normalization.LRN;
import dev.sardonyx.api.op.normalization.LayerNormalization;
import dev.sardonyx.api.op.normalization.LogSoftmax;
import dev.sardonyx.api.op.normalization.LpNormalization;
import dev.sardonyx.api.op.normalization.MeanVarianceNormalization;
import dev.sardonyx.api.op.normalization.RMSNormalization;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Normalizations, softmax and its kin, and dropout. */
final class NormalizationMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("BatchNormalization", BatchNormalization.class, 1, 6, 7, 9, 14, 15)
                .read(NormalizationMappings::batch)
                .write(NormalizationMappings::batch);
        rows.row("InstanceNormalization", InstanceNormalization.class, 1, 6, 22)
                .read(in -> new InstanceNormalization(in.real("epsilon", 1e-5f)))
                .write((op, out) -> out.attribute("epsilon", op.epsilon(), 1e-5f));
        rows.row("LayerNormalization", LayerNormalization.class, 17)
                .read(in -> new LayerNormalization(
                        in.integer("axis", -1), in.real("epsilon", 1e-5f), in.integer("stash_type", 1)))
                .write((op, out) -> row(out, op.axis(), op.epsilon(), op.stashType()));
        rows.row("RMSNormalization", RMSNormalization.class, 23)
                .read(in -> new RMSNormalization(
                        in.integer("axis", -1), in.real("epsilon", 1e-5f), in.integer("stash_type", 1)))
                .write((op, out) -> row(out, op.axis(), op.epsilon(), op.stashType()));
        rows.row("GroupNormalization", GroupNormalization.class, 18, 21)
                .read(NormalizationMappings::group)
                .write(NormalizationMappings::group);
        rows.row("LpNormalization", LpNormalization.class, 1, 22)
                .read(in -> new LpNormalization(in.integer("axis", -1), in.integer("p", 2)))
                .write((op, out) -> {
                    out.attribute("axis", op.axis(), -1);
                    out.attribute("p", op.p(), 2);
                });
        rows.row("MeanVarianceNormalization", MeanVarianceNormalization.class, 9, 13)
                .read(in -> in.has("axes")
                        ? new MeanVarianceNormalization(in.integers("axes"))
                        : new MeanVarianceNormalization())
                .write((op, out) -> out.integers("axes", op.axes()));
        rows.row("LRN", LRN.class, 1, 13)
                .read(in -> new LRN(
                        in.real("alpha", 1e-4f), in.real("beta", 0.75f), in.real("bias", 1), in.integer("size")))
                .write((op, out) -> {
                    out.attribute("alpha", op.alpha(), 1e-4f);
                    out.attribute("beta", op.beta(), 0.75f);
                    out.attribute("bias", op.bias(), 1f);
                    out.attribute("size", op.size());
                });
        rows.row("Softmax", Softmax.class, 1, 11, 13)
                .read(in -> soft(in, Softmax::new))
                .write((op, out) -> soft(out, op.axis()));
        rows.row("LogSoftmax", LogSoftmax.class, 1, 11, 13)
                .read(in -> soft(in, LogSoftmax::new))
                .write((op, out) -> soft(out, op.axis()));
        rows.row("Hardmax", Hardmax.class, 1, 11, 13)
                .read(in -> soft(in, Hardmax::new))
                .write((op, out) -> soft(out, op.axis()));
        rows.row("Dropout", Dropout.class, 1, 6, 7, 10, 12, 13, 22)
                .read(NormalizationMappings::dropout)
                .write(NormalizationMappings::dropout);
    }

    private static void row(NodeWriter out, long axis, float epsilon, long stashType) {
        out.attribute("axis", axis, -1);
        out.attribute("epsilon", epsilon, 1e-5f);
        out.attribute("stash_type", stashType, 1);
    }

    private static Operator batch(NodeReader in) {
        boolean training = in.flag("training_mode", false);
        if (in.version() < 14) {
            in.skip("is_test");
            if (in.version() < 9 && in.integer("spatial", 1) != 1) {
                throw in.unsupported("BatchNormalization with statistics per element (spatial = 0)");
            }
            in.truncateOutputs(1); // the others are statistics that only training uses
        }
        return new BatchNormalization(in.real("epsilon", 1e-5f), in.real("momentum", 0.9f), training);
    }

    private static void batch(BatchNormalization op, NodeWriter out) {
        if (out.version() < 14 && op.trainingMode()) {
            out.cannot("BatchNormalization takes training_mode from operator set 14 on");
        }
        if (out.version() < 7) {
            out.attribute("is_test", 1);
        }
        out.attribute("epsilon", op.epsilon(), 1e-5f);
        out.attribute("momentum", op.momentum(), 0.9f);
        if (out.version() >= 14) {
            out.flag("training_mode", op.trainingMode(), false);
        }
    }

    /** Version 18 has a scale and a bias per group; each is repeated for the channels of its group. */
    private static Operator group(NodeReader in) {
        long groups = in.integer("num_groups");
        if (in.version() < 21) {
            SymbolicShape x = in.inputShape(0);
            if (x == null || x.rank() < 2 || !x.dim(1).isFixed()) {
                throw in.unsupported("GroupNormalization before operator set 21 needs the number of channels");
            }
            if (groups < 1 || x.dim(1).sizeOrUnknown() % groups != 0) {
                throw in.invalid("num_groups: expected a divisor of the channels of " + x + ", found " + groups);
            }
            long each = x.dim(1).sizeOrUnknown() / groups;
            for (int i = 1; i <= 2; i++) {
                String column = in.emit("column", new Unsqueeze(), in.input(i), in.int64("axes", 1));
                String expanded = in.emit("expanded", new Expand(), column, in.int64("shape", groups, each));
                in.setInput(i, in.emit("channels", new Reshape(), expanded, in.int64("flat", -1)));
            }
        }
        return new GroupNormalization(in.real("epsilon", 1e-5f), groups, in.integer("stash_type", 1));
    }

    private static void group(GroupNormalization op, NodeWriter out) {
        if (out.version() < 21) {
            out.cannot("GroupNormalization takes a scale per channel from operator set 21 on");
        }
        out.attribute("epsilon", op.epsilon(), 1e-5f);
        out.attribute("num_groups", op.numGroups());
        out.attribute("stash_type", op.stashType(), 1);
    }

    /** Before version 13 the input counts as a matrix whose columns begin at the axis. */
    private static @Nullable Operator soft(NodeReader in, LongFunction<Operator> make) {
        long axis = in.integer("axis", in.version() < 13 ? 1 : -1);
        if (in.version() >= 13 || axis == -1) {
            return make.apply(axis);
        }
        SymbolicShape x = in.inputShape(0);
        if (x != null && axis == x.rank() - 1) {
            return make.apply(-1);
        }
        String shape = in.emit("shape", new Shape(), in.input(0));
        String matrix = in.emit("matrix", new Flatten(axis), in.input(0));
        String result = in.emit("rows", make.apply(-1), matrix);
        in.emitLast(new Reshape(true), result, shape);
        return null;
    }

    private static void soft(NodeWriter out, long axis) {
        if (out.version() >= 13) {
            out.attribute("axis", axis, -1);
            return;
        }
        SymbolicShape x = out.inputShape(0);
        long last = x == null ? -1 : x.rank() - 1L;
        if (axis != -1 && axis != last) {
            out.cannot("before operator set 13 the axis must be the last one");
        } else if (last < 0 && out.version() < 11) {
            out.cannot("before operator set 11 the axis counts from the front, and the rank is not known");
        } else {
            out.attribute("axis", last < 0 ? -1 : last, 1);
        }
    }

    private static Operator dropout(NodeReader in) {
        Long seed = in.integerOrNull("seed");
        if (in.version() < 12) {
            in.skip("is_test");
            float ratio = in.real("ratio", 0.5f);
            in.setInput(1, in.constant("ratio", Tensor.scalar(ElementType.FLOAT, ratio)));
            if (in.version() < 10) {
                in.truncateOutputs(1); // the mask was of another type, and of use in training only
            }
        }
        return new Dropout(seed);
    }

    private static void dropout(Dropout op, NodeWriter out) {
        if (out.version() >= 12) {
            if (op.seed() != null) {
                out.attribute("seed", op.seed());
            }
            return;
        }
        Tensor training = out.constantInput(2);
        if (out.hasInput(2) && (training == null || training.booleanAt(0))) {
            out.cannot("Dropout takes training_mode from operator set 12 on");
        }
        if (out.version() < 10 && !out.output(1).isEmpty()) {
            out.cannot("Dropout has a mask of bool from operator set 10 on");
        }
        Tensor ratio = out.constantInput(1);
        if (out.hasInput(1) && ratio == null) {
            out.cannot("Dropout may compute its ratio from operator set 12 on");
        } else if (ratio != null) {
            out.attribute("ratio", (float) ratio.doubleAt(0), 0.5f);
        }
        if (out.version() < 7) {
            out.attribute("is_test", 1);
        }
        out.removeInput(2);
        out.removeInput(1);
    }
}
