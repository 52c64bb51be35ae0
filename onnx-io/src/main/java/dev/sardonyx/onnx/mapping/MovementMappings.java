package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.movement.CenterCropPad;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.movement.DepthToSpace;
import dev.sardonyx.api.op.movement.Expand;
import dev.sardonyx.api.op.movement.Flatten;
import dev.sardonyx.api.op.movement.Pad;
import dev.sardonyx.api.op.movement.Size;
import dev.sardonyx.api.op.movement.Slice;
import dev.sardonyx.api.op.movement.SpaceToDepth;
import dev.sardonyx.api.op.movement.Split;
import dev.sardonyx.api.op.movement.Squeeze;
import dev.sardonyx.api.op.movement.Tile;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operators that give elements other places. */
final class MovementMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        relabelling(rows);
        rows.row("Transpose", Transpose.class, 1, 13, 21, 23, 24, 25)
                .read(in -> new Transpose(in.integersOrNull("perm")))
                .write((op, out) -> {
                    if (op.perm() != null) {
                        out.integers("perm", op.perm());
                    }
                });
        rows.row("Concat", Concat.class, 1, 4, 11, 13)
                .read(in -> new Concat(in.version() < 4 ? in.integer("axis", 1) : in.integer("axis")))
                .write((op, out) -> {
                    out.attribute("axis", axis(out, op.axis(), 11));
                });
        rows.row("Slice", Slice.class, 1, 10, 11, 13)
                .read(MovementMappings::slice)
                .write(MovementMappings::slice);
        rows.row("Split", Split.class, 1, 2, 11, 13, 18)
                .read(MovementMappings::split)
                .write(MovementMappings::split);
        rows.row("Expand", Expand.class, 8, 13).plain(Expand::new);
        rows.row("Tile", Tile.class, 1, 6, 13).read(MovementMappings::tile).write((op, out) -> {
            if (out.version() < 6) {
                out.cannot("Tile takes one number of repeats per dimension from operator set 6 on");
            }
        });
        rows.row("Pad", Pad.class, 1, 2, 11, 13, 18, 19, 21, 23, 24, 25)
                .read(MovementMappings::pad)
                .write(MovementMappings::pad);
        blocks(rows);
    }

    private static void relabelling(Mappings rows) {
        rows.row("Size", Size.class, 1, 13, 19, 21, 23, 24, 25).plain(Size::new);
        rows.row("Flatten", Flatten.class, 1, 9, 11, 13, 21, 23, 24, 25)
                .read(in -> new Flatten(in.integer("axis", 1)))
                .write((op, out) -> {
                    out.attribute("axis", axis(out, op.axis(), 11), 1);
                });
        rows.row("Squeeze", Squeeze.class, 1, 11, 13, 21, 23, 24, 25)
                .read(in -> {
                    if (in.version() < 13) {
                        in.attributeToInput("axes", 1);
                    }
                    return new Squeeze();
                })
                .write((op, out) -> {
                    if (out.version() < 13) {
                        out.inputToAttribute(1, "axes");
                    }
                });
        rows.row("Unsqueeze", Unsqueeze.class, 1, 11, 13, 21, 23, 24, 25)
                .read(in -> {
                    if (in.version() < 13) {
                        in.attributeToInput("axes", 1);
                    }
                    return new Unsqueeze();
                })
                .write((op, out) -> {
                    if (out.version() < 13) {
                        out.inputToAttribute(1, "axes");
                    }
                });
    }

    private static void blocks(Mappings rows) {
        rows.row("DepthToSpace", DepthToSpace.class, 1, 11, 13)
                .read(in -> new DepthToSpace(in.integer("blocksize"), Choice.read(in, "mode", DepthToSpace.Mode.DCR)))
                .write((op, out) -> {
                    out.attribute("blocksize", op.blocksize());
                    if (out.version() < 11 && op.mode() != DepthToSpace.Mode.DCR) {
                        out.cannot("DepthToSpace takes a mode from operator set 11 on");
                    }
                    out.attribute("mode", op.mode().name(), DepthToSpace.Mode.DCR.name());
                });
        rows.row("SpaceToDepth", SpaceToDepth.class, 1, 13)
                .read(in -> new SpaceToDepth(in.integer("blocksize")))
                .write((op, out) -> out.attribute("blocksize", op.blocksize()));
        rows.row("CenterCropPad", CenterCropPad.class, 18)
                .read(in -> new CenterCropPad(in.integersOrNull("axes")))
                .write((op, out) -> {
                    if (op.axes() != null) {
                        out.integers("axes", op.axes());
                    }
                });
    }

    /** The axis of the first input as a version can say it: counted from the front before {@code since}. */
    static long axis(NodeWriter out, long axis, int since) {
        if (axis >= 0 || out.version() >= since) {
            return axis;
        }
        SymbolicShape shape = out.inputShape(0);
        if (shape == null) {
            out.cannot("an axis may count from the end of an unknown shape from operator set " + since + " on");
            return axis;
        }
        return axis + shape.rank();
    }

    private static Operator slice(NodeReader in) {
        if (in.version() < 10) {
            in.attributeToInput("starts", 1);
            in.attributeToInput("ends", 2);
            in.attributeToInput("axes", 3);
        }
        return new Slice();
    }

    private static void slice(Slice op, NodeWriter out) {
        if (out.version() < 10) {
            Tensor steps = out.constantInput(4);
            if (out.hasInput(4)
                    && (steps == null || Arrays.stream(steps.toLongs()).anyMatch(step -> step != 1))) {
                out.cannot("Slice takes steps from operator set 10 on");
            }
            out.removeInput(4);
            out.inputToAttribute(3, "axes");
            out.inputToAttribute(2, "ends");
            out.inputToAttribute(1, "starts");
        }
    }

    private static Operator split(NodeReader in) {
        if (in.version() < 13) {
            in.attributeToInput("split", 1);
        }
        Long parts = in.version() < 18 ? null : in.integerOrNull("num_outputs");
        if (in.version() < 18 && !in.hasInput(1)) {
            parts = (long) in.outputCount();
        }
        return new Split(in.integer("axis", 0), parts);
    }

    private static void split(Split op, NodeWriter out) {
        out.attribute("axis", axis(out, op.axis(), 11), 0);
        if (out.version() < 13) {
            out.inputToAttribute(1, "split");
        }
        if (op.numOutputs() != null && out.version() >= 18) {
            out.attribute("num_outputs", op.numOutputs());
        } else if (op.numOutputs() != null && op.numOutputs() != out.outputCount()) {
            out.cannot("Split makes as many equal parts as it has outputs before operator set 18");
        }
    }

    /** Version 1 repeats along one axis: inputs 1 and 2 are the number and the axis. */
    private static Operator tile(NodeReader in) {
        if (in.version() < 6) {
            Tensor tiles = in.constantInput(1);
            Tensor axis = in.constantInput(2);
            if (tiles == null || axis == null || tiles.elements() != 1 || axis.elements() != 1) {
                throw in.unsupported("Tile-1 with repeats that are not constants");
            }
            long[] repeats = new long[in.inputRank(0)];
            Arrays.fill(repeats, 1);
            long at = axis.longAt(0);
            if (at < 0 || at >= repeats.length) {
                throw in.invalid("axis: expected 0 to " + (repeats.length - 1) + ", found " + at);
            }
            repeats[(int) at] = tiles.longAt(0);
            in.truncateInputs(1);
            in.setInput(1, in.int64("repeats", repeats));
        }
        return new Tile();
    }

    private static Operator pad(NodeReader in) {
        if (in.version() < 11) {
            in.attributeToInput(in.version() < 2 ? "paddings" : "pads", 1);
            float value = in.real("value", 0);
            if (value != 0) {
                Tensor constant = Tensor.ofDoubles(in.inputElementType(0), Shape.SCALAR, value);
                in.setInput(2, in.constant("value", constant));
            }
        }
        return new Pad(Choice.read(in, "mode", Pad.Mode.CONSTANT));
    }

    private static void pad(Pad op, NodeWriter out) {
        String mode = op.mode().name().toLowerCase(Locale.ROOT);
        out.attribute("mode", mode, "constant");
        if (op.mode() == Pad.Mode.WRAP && out.version() < 19) {
            out.cannot("Pad can wrap from operator set 19 on");
        }
        if (out.version() < 18 && out.hasInput(3)) {
            writeAllAxes(out);
        }
        if (out.version() < 11) {
            Tensor value = out.constantInput(2);
            if (out.hasInput(2) && value == null) {
                out.cannot("the value that Pad pads with may be computed from operator set 11 on");
            } else if (value != null) {
                out.attribute("value", (float) value.doubleAt(0), 0);
            }
            out.removeInput(2);
            out.inputToAttribute(1, out.version() < 2 ? "paddings" : "pads");
        }
    }

    /** Replaces pads for some axes by pads for all. */
    private static void writeAllAxes(NodeWriter out) {
        @Nullable Tensor pads = out.constantInput(1);
        @Nullable Tensor axes = out.constantInput(3);
        var shape = out.inputShape(0);
        if (pads == null || axes == null || shape == null) {
            out.cannot("Pad takes axes from operator set 18 on");
            return;
        }
        long[] all = Pad.allPads(shape.rank(), pads.toLongs(), axes.toLongs());
        out.setInput(1, out.constant("pads", Tensor.ofInt64(all)));
        out.removeInput(3);
    }
}
