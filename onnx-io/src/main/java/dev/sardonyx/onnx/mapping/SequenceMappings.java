package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.sequence.ConcatFromSequence;
import dev.sardonyx.api.op.sequence.Optional;
import dev.sardonyx.api.op.sequence.OptionalGetElement;
import dev.sardonyx.api.op.sequence.OptionalHasElement;
import dev.sardonyx.api.op.sequence.SequenceAt;
import dev.sardonyx.api.op.sequence.SequenceConstruct;
import dev.sardonyx.api.op.sequence.SequenceEmpty;
import dev.sardonyx.api.op.sequence.SequenceErase;
import dev.sardonyx.api.op.sequence.SequenceInsert;
import dev.sardonyx.api.op.sequence.SequenceLength;
import dev.sardonyx.api.op.sequence.SplitToSequence;
import dev.sardonyx.api.tensor.ElementType;

/** Sequences and optionals. */
final class SequenceMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("SequenceEmpty", SequenceEmpty.class, 11)
                .read(in -> new SequenceEmpty(in.elementType("dtype", ElementType.FLOAT)))
                .write((op, out) -> out.attribute("dtype", op.dtype()));
        rows.row("SequenceConstruct", SequenceConstruct.class, 11).plain(SequenceConstruct::new);
        rows.row("SequenceInsert", SequenceInsert.class, 11).plain(SequenceInsert::new);
        rows.row("SequenceErase", SequenceErase.class, 11).plain(SequenceErase::new);
        rows.row("SequenceAt", SequenceAt.class, 11).plain(SequenceAt::new);
        rows.row("SequenceLength", SequenceLength.class, 11).plain(SequenceLength::new);
        rows.row("SplitToSequence", SplitToSequence.class, 11, 24)
                .read(in -> new SplitToSequence(in.integer("axis", 0), in.flag("keepdims", true)))
                .write((op, out) -> {
                    out.attribute("axis", op.axis(), 0);
                    out.flag("keepdims", op.keepdims(), true);
                });
        rows.row("ConcatFromSequence", ConcatFromSequence.class, 11)
                .read(in -> new ConcatFromSequence(in.integer("axis"), in.flag("new_axis", false)))
                .write((op, out) -> {
                    out.attribute("axis", op.axis());
                    out.flag("new_axis", op.newAxis(), false);
                });
        rows.row("Optional", Optional.class, 15)
                .read(in -> new Optional(in.typeOrNull("type")))
                .write((op, out) -> {
                    if (op.type() != null) {
                        out.attribute("type", op.type());
                    }
                });
        rows.row("OptionalHasElement", OptionalHasElement.class, 15, 18)
                .plain(OptionalHasElement::new)
                .write((op, out) -> {
                    if (out.version() < 18 && !out.hasInput(0)) {
                        out.cannot("OptionalHasElement may go without an input from operator set 18 on");
                    }
                    requireOptional(out);
                });
        rows.row("OptionalGetElement", OptionalGetElement.class, 15, 18)
                .plain(OptionalGetElement::new)
                .write((op, out) -> requireOptional(out));
    }

    private static void requireOptional(NodeWriter out) {
        if (out.version() < 18 && out.inputType(0) != null) {
            out.cannot(out.opType() + " takes tensors from operator set 18 on");
        }
    }
}
