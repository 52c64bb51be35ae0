package dev.sardonyx.onnx.mapping;

import static dev.sardonyx.onnx.mapping.ElementTypeHistory.NUMBERS;
import static dev.sardonyx.onnx.mapping.ElementTypeHistory.REALS;
import static dev.sardonyx.onnx.mapping.ElementTypeHistory.REALS_AND_WORDS;

import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Celu;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Elu;
import dev.sardonyx.api.op.elementwise.Gelu;
import dev.sardonyx.api.op.elementwise.HardSigmoid;
import dev.sardonyx.api.op.elementwise.HardSwish;
import dev.sardonyx.api.op.elementwise.LeakyRelu;
import dev.sardonyx.api.op.elementwise.Mish;
import dev.sardonyx.api.op.elementwise.PRelu;
import dev.sardonyx.api.op.elementwise.Selu;
import dev.sardonyx.api.op.elementwise.Shrink;
import dev.sardonyx.api.op.elementwise.Softplus;
import dev.sardonyx.api.op.elementwise.Softsign;
import dev.sardonyx.api.op.elementwise.Swish;
import dev.sardonyx.api.op.elementwise.ThresholdedRelu;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Arrays;

/** Activation functions. */
final class ActivationMappings implements MappingTable {
    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_GAMMA = 1.050701f;

    @Override
    public void register(Mappings rows) {
        plain(rows);
        withAlpha(rows);
        rows.row("Selu", Selu.class, 1, 6, 22).read(ActivationMappings::selu).write((op, out) -> {
            ElementTypeHistory.of(out).change(22, REALS);
            out.attribute("alpha", op.alpha(), out.version() < 6 ? 1.6732f : SELU_ALPHA);
            out.attribute("gamma", op.gamma(), out.version() < 6 ? 1.0507f : SELU_GAMMA);
        });
        rows.row("HardSigmoid", HardSigmoid.class, 1, 6, 22)
                .read(in -> new HardSigmoid(in.real("alpha", 0.2f), in.real("beta", 0.5f)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(22, REALS);
                    out.attribute("alpha", op.alpha(), 0.2f);
                    out.attribute("beta", op.beta(), 0.5f);
                });
        rows.row("Gelu", Gelu.class, 20)
                .read(in -> new Gelu(EnumText.read(in, "approximate", Gelu.Approximate.NONE)))
                .write((op, out) -> out.attribute("approximate", EnumText.lower(op.approximate()), "none"));
        rows.row("Shrink", Shrink.class, 9)
                .read(in -> new Shrink(in.real("bias", 0), in.real("lambd", 0.5f)))
                .write((op, out) -> {
                    out.attribute("bias", op.bias(), 0);
                    out.attribute("lambd", op.lambd(), 0.5f);
                });
        rows.row("Clip", Clip.class, 1, 6, 11, 12, 13)
                .read(ActivationMappings::readClip)
                .write((op, out) -> writeClip(out));
        rows.row("PRelu", PRelu.class, 1, 6, 7, 9, 16)
                .read(ActivationMappings::readPRelu)
                .write((op, out) -> writePRelu(out));
    }

    private static void plain(Mappings rows) {
        ElementwiseMappings.since(rows, "Softplus", Softplus.class, Softplus::new, 22, REALS, 1, 22);
        ElementwiseMappings.since(rows, "Softsign", Softsign.class, Softsign::new, 22, REALS, 1, 22);
        ElementwiseMappings.since(rows, "HardSwish", HardSwish.class, HardSwish::new, 22, REALS, 14, 22);
        ElementwiseMappings.since(rows, "Mish", Mish.class, Mish::new, 22, REALS, 18, 22);
    }

    private static void withAlpha(Mappings rows) {
        rows.row("LeakyRelu", LeakyRelu.class, 1, 6, 16)
                .read(in -> new LeakyRelu(in.real("alpha", 0.01f)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(16, REALS);
                    out.attribute("alpha", op.alpha(), 0.01f);
                });
        rows.row("Elu", Elu.class, 1, 6, 22)
                .read(in -> new Elu(in.real("alpha", 1)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(22, REALS);
                    out.attribute("alpha", op.alpha(), 1f);
                });
        rows.row("Celu", Celu.class, 12, 28)
                .read(in -> new Celu(in.real("alpha", 1)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(28, Types.of(ElementType.FLOAT));
                    out.attribute("alpha", op.alpha(), 1f);
                });
        rows.row("Swish", Swish.class, 24)
                .read(in -> new Swish(in.real("alpha", 1)))
                .write((op, out) -> out.attribute("alpha", op.alpha(), 1f));
        rows.row("ThresholdedRelu", ThresholdedRelu.class, 10, 22)
                .read(in -> new ThresholdedRelu(in.real("alpha", 1)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(22, REALS);
                    out.attribute("alpha", op.alpha(), 1f);
                });
    }

    private static Selu selu(NodeReader in) {
        float alpha = in.real("alpha", in.version() < 6 ? 1.6732f : SELU_ALPHA);
        return new Selu(alpha, in.real("gamma", in.version() < 6 ? 1.0507f : SELU_GAMMA));
    }

    private static Clip readClip(NodeReader in) {
        if (in.version() < 11) {
            bound(in, "min", 1);
            bound(in, "max", 2);
        }
        return new Clip();
    }

    private static void bound(NodeReader in, String name, int i) {
        Float value = in.realOrNull(name);
        if (value != null) {
            in.setInput(i, in.constant(name, Tensor.scalar(in.inputElementType(0), value)));
        }
    }

    private static void writeClip(NodeWriter out) {
        ElementTypeHistory.of(out).change(13, NUMBERS).change(12, REALS);
        if (out.version() < 11) {
            boundToAttribute(out, "max", 2);
            boundToAttribute(out, "min", 1);
        }
    }

    private static void boundToAttribute(NodeWriter out, String name, int i) {
        if (out.hasInput(i)) {
            Tensor value = out.constantInput(i);
            if (value == null) {
                out.cannot("Clip may compute " + name + " from operator set 11 on");
                return;
            }
            out.attribute(name, (float) value.doubleAt(0));
        }
        out.removeInput(i);
    }

    /** Before version 7 a slope had one element for each channel, and did not broadcast. */
    private static PRelu readPRelu(NodeReader in) {
        if (in.version() < 7) {
            int rank = in.inputRank(0);
            SymbolicShape slope = in.inputShape(1);
            boolean single = slope != null && slope.dims().stream().allMatch(dim -> dim.is(1));
            if (!single && rank > 2 && in.inputRank(1) == 1) {
                long[] shape = new long[rank - 1];
                Arrays.fill(shape, 1);
                shape[0] = -1;
                in.setInput(1, in.emit("aligned", new Reshape(), in.input(1), in.int64("shape", shape)));
            }
        }
        return new PRelu();
    }

    private static void writePRelu(NodeWriter out) {
        ElementTypeHistory.of(out).change(16, REALS_AND_WORDS).change(9, REALS);
        if (out.version() >= 7) {
            return;
        }
        SymbolicShape x = out.inputShape(0);
        SymbolicShape slope = out.inputShape(1);
        if (x == null || slope == null || !slope.isFixed()) {
            out.cannot("PRelu needs known shapes before operator set 7");
            return;
        }
        long elements = slope.toShape().orElseThrow().elements();
        int channels = slope.rank() - x.rank() + 1;
        boolean perChannel =
                channels >= 0 && channels < slope.rank() && slope.dim(channels).equals(Dim.of(elements));
        if (elements != 1 && !perChannel) {
            out.cannot("PRelu has a slope for all or for each channel before operator set 7, found shape " + slope);
        } else if (slope.rank() != 1) {
            String before = out.beforeReshape(1, SymbolicShape.of(elements));
            if (before == null) {
                String shape = out.constant("shape", Tensor.ofInt64(elements));
                before = out.emit("slope", new Reshape(), out.input(1), shape);
            }
            out.setInput(1, before);
        }
    }
}
