package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.generation.ConstantOfShape;
import dev.sardonyx.api.op.generation.EyeLike;
import dev.sardonyx.api.op.generation.OneHot;
import dev.sardonyx.api.op.generation.Range;
import dev.sardonyx.api.op.generation.Trilu;
import dev.sardonyx.api.op.indexing.Compress;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.indexing.GatherElements;
import dev.sardonyx.api.op.indexing.GatherND;
import dev.sardonyx.api.op.indexing.NonZero;
import dev.sardonyx.api.op.indexing.ReverseSequence;
import dev.sardonyx.api.op.indexing.ScatterElements;
import dev.sardonyx.api.op.indexing.ScatterND;
import dev.sardonyx.api.op.indexing.ScatterReduction;
import dev.sardonyx.api.op.indexing.TensorScatter;
import dev.sardonyx.api.op.indexing.Unique;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;

/** The operators that read or write at places which data name, and those that make tensors from a few numbers. */
final class IndexingMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        gathering(rows);
        scattering(rows);
        selecting(rows);
        generating(rows);
    }

    private static void gathering(Mappings rows) {
        rows.row("Gather", Gather.class, 1, 11, 13)
                .read(in -> new Gather(in.integer("axis", 0)))
                .write((op, out) -> {
                    out.attribute("axis", MovementMappings.axis(out, op.axis(), 11), 0);
                });
        rows.row("GatherElements", GatherElements.class, 11, 13)
                .read(in -> new GatherElements(in.integer("axis", 0)))
                .write((op, out) -> out.attribute("axis", op.axis(), 0));
        rows.row("GatherND", GatherND.class, 11, 12, 13)
                .read(in -> new GatherND(in.integer("batch_dims", 0)))
                .write((op, out) -> {
                    if (out.version() < 12 && op.batchDims() != 0) {
                        out.cannot("GatherND takes batch_dims from operator set 12 on");
                    }
                    out.attribute("batch_dims", op.batchDims(), 0);
                });
    }

    private static void scattering(Mappings rows) {
        rows.row("ScatterElements", ScatterElements.class, 9, 11, 13, 16, 18) // 9 is Scatter's
                .read(in -> {
                    if (in.version() < 11) {
                        throw in.invalid("ScatterElements came with operator set 11");
                    }
                    return new ScatterElements(in.integer("axis", 0), reduction(in));
                })
                .write((op, out) -> {
                    if (out.version() < 11) {
                        out.opType("Scatter");
                    }
                    out.attribute("axis", MovementMappings.axis(out, op.axis(), 11), 0);
                    reduction(op.reduction(), out);
                });
        rows.readOnly("", "Scatter", in -> new ScatterElements(in.integer("axis", 0), ScatterReduction.NONE), 9, 11);
        rows.row("ScatterND", ScatterND.class, 11, 13, 16, 18)
                .read(in -> new ScatterND(reduction(in)))
                .write((op, out) -> reduction(op.reduction(), out));
        rows.row("TensorScatter", TensorScatter.class, 24)
                .read(in ->
                        new TensorScatter(in.integer("axis", -2), Choice.read(in, "mode", TensorScatter.Mode.LINEAR)))
                .write((op, out) -> {
                    out.attribute("axis", op.axis(), -2);
                    out.attribute("mode", Choice.text(op.mode()), "linear");
                });
    }

    private static ScatterReduction reduction(NodeReader in) {
        return Choice.read(in, "reduction", ScatterReduction.NONE);
    }

    private static void reduction(ScatterReduction reduction, NodeWriter out) {
        int since = switch (reduction) {
            case NONE -> 0;
            case ADD, MUL -> 16;
            case MAX, MIN -> 18;
        };
        if (out.version() < since) {
            out.cannot("the reduction " + reduction + " is there from operator set " + since + " on");
        }
        out.attribute("reduction", Choice.text(reduction), "none");
    }

    private static void selecting(Mappings rows) {
        rows.row("Compress", Compress.class, 9, 11)
                .read(in -> new Compress(in.integerOrNull("axis")))
                .write((op, out) -> {
                    if (op.axis() != null) {
                        out.attribute("axis", MovementMappings.axis(out, op.axis(), 11));
                    }
                });
        rows.row("NonZero", NonZero.class, 9, 13).plain(NonZero::new);
        rows.row("Unique", Unique.class, 11)
                .read(in -> new Unique(in.integerOrNull("axis"), in.flag("sorted", true)))
                .write((op, out) -> {
                    if (op.axis() != null) {
                        out.attribute("axis", op.axis());
                    }
                    out.flag("sorted", op.sorted(), true);
                });
        rows.row("ReverseSequence", ReverseSequence.class, 10)
                .read(in -> new ReverseSequence(in.integer("batch_axis", 1), in.integer("time_axis", 0)))
                .write((op, out) -> {
                    out.attribute("batch_axis", op.batchAxis(), 1);
                    out.attribute("time_axis", op.timeAxis(), 0);
                });
    }

    private static void generating(Mappings rows) {
        rows.row("ConstantOfShape", ConstantOfShape.class, 9, 20, 21, 23, 24, 25)
                .read(in -> {
                    Tensor value = in.tensorOrNull("value");
                    return value == null ? new ConstantOfShape() : new ConstantOfShape(value);
                })
                .write((op, out) -> out.attribute("value", op.value()));
        rows.row("Range", Range.class, 11, 27)
                .read(in -> new Range(in.elementType("stash_type", ElementType.FLOAT)))
                .write((op, out) -> {
                    if (out.version() >= 27) {
                        out.attribute("stash_type", op.stashType().code(), ElementType.FLOAT.code());
                    }
                });
        rows.row("EyeLike", EyeLike.class, 9, 22)
                .read(in -> new EyeLike(in.elementTypeOrNull("dtype"), in.integer("k", 0)))
                .write((op, out) -> {
                    if (op.dtype() != null) {
                        out.attribute("dtype", op.dtype());
                    }
                    out.attribute("k", op.k(), 0);
                });
        rows.row("OneHot", OneHot.class, 9, 11)
                .read(in -> new OneHot(in.integer("axis", -1)))
                .write((op, out) -> out.attribute("axis", op.axis(), -1));
        rows.row("Trilu", Trilu.class, 14)
                .read(in -> new Trilu(in.flag("upper", true)))
                .write((op, out) -> out.flag("upper", op.upper(), true));
    }
}
