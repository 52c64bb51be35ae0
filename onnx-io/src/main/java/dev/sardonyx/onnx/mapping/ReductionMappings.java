package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.reduction.ArgMax;
import dev.sardonyx.api.op.reduction.ArgMin;
import dev.sardonyx.api.op.reduction.ArgReduceOperator;
import dev.sardonyx.api.op.reduction.CumProd;
import dev.sardonyx.api.op.reduction.CumSum;
import dev.sardonyx.api.op.reduction.CumulativeOperator;
import dev.sardonyx.api.op.reduction.ReduceL1;
import dev.sardonyx.api.op.reduction.ReduceL2;
import dev.sardonyx.api.op.reduction.ReduceLogSum;
import dev.sardonyx.api.op.reduction.ReduceLogSumExp;
import dev.sardonyx.api.op.reduction.ReduceMax;
import dev.sardonyx.api.op.reduction.ReduceMean;
import dev.sardonyx.api.op.reduction.ReduceMin;
import dev.sardonyx.api.op.reduction.ReduceProd;
import dev.sardonyx.api.op.reduction.ReduceSum;
import dev.sardonyx.api.op.reduction.ReduceSumSquare;
import dev.sardonyx.api.op.reduction.TopK;
import dev.sardonyx.api.tensor.Tensor;

/** The operators that make one element of many along an axis. */
final class ReductionMappings implements MappingTable {
    /** Makes a reduction from keepdims and noop_with_empty_axes. */
    @FunctionalInterface
    private interface Maker {
        Operator make(boolean keepDims, boolean noopWithEmptyAxes);
    }

    /** Makes ArgMax or ArgMin from its attributes. */
    @FunctionalInterface
    private interface ArgMaker {
        Operator make(long axis, boolean keepDims, boolean selectLastIndex);
    }

    @Override
    public void register(Mappings rows) {
        reductions(rows);
        argReductions(rows);
        rows.row("TopK", TopK.class, 1, 10, 11, 24)
                .read(ReductionMappings::topK)
                .write(ReductionMappings::topK);
        rows.row("CumSum", CumSum.class, 11, 14)
                .read(in -> new CumSum(in.flag("exclusive", false), in.flag("reverse", false)))
                .write(ReductionMappings::cumulative);
        rows.row("CumProd", CumProd.class, 26)
                .read(in -> new CumProd(in.flag("exclusive", false), in.flag("reverse", false)))
                .write(ReductionMappings::cumulative);
    }

    private static void reductions(Mappings rows) {
        rows.row("ReduceSum", ReduceSum.class, 1, 11, 13)
                .read(in -> reduce(in, 13, ReduceSum::new))
                .write((op, out) -> reduce(out, 13, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceMean", ReduceMean.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceMean::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceProd", ReduceProd.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceProd::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceMax", ReduceMax.class, 1, 11, 12, 13, 18, 20)
                .read(in -> reduce(in, 18, ReduceMax::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceMin", ReduceMin.class, 1, 11, 12, 13, 18, 20)
                .read(in -> reduce(in, 18, ReduceMin::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceL1", ReduceL1.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceL1::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceL2", ReduceL2.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceL2::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceLogSum", ReduceLogSum.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceLogSum::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceLogSumExp", ReduceLogSumExp.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceLogSumExp::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
        rows.row("ReduceSumSquare", ReduceSumSquare.class, 1, 11, 13, 18)
                .read(in -> reduce(in, 18, ReduceSumSquare::new))
                .write((op, out) -> reduce(out, 18, op.keepDims(), op.noopWithEmptyAxes()));
    }

    /** Axes are an input from version {@code since} on, an attribute before. */
    private static Operator reduce(NodeReader in, int since, Maker maker) {
        boolean noop = false;
        if (in.version() < since) {
            in.attributeToInput("axes", 1);
        } else {
            noop = in.flag("noop_with_empty_axes", false);
        }
        return maker.make(in.flag("keepdims", true), noop);
    }

    private static void reduce(NodeWriter out, int since, boolean keepDims, boolean noop) {
        out.flag("keepdims", keepDims, true);
        if (out.version() >= since) {
            out.flag("noop_with_empty_axes", noop, false);
            return;
        }
        Tensor axes = out.constantInput(1);
        if (noop && (axes == null || axes.elements() == 0)) {
            out.cannot("a reduction takes noop_with_empty_axes from operator set " + since + " on");
        }
        if (axes != null && axes.elements() == 0) {
            out.removeInput(1);
        }
        out.inputToAttribute(1, "axes");
    }

    private static void argReductions(Mappings rows) {
        rows.row("ArgMax", ArgMax.class, 1, 11, 12, 13)
                .read(in -> argReduce(in, ArgMax::new))
                .write(ReductionMappings::argReduce);
        rows.row("ArgMin", ArgMin.class, 1, 11, 12, 13)
                .read(in -> argReduce(in, ArgMin::new))
                .write(ReductionMappings::argReduce);
    }

    private static Operator argReduce(NodeReader in, ArgMaker maker) {
        boolean last = in.flag("select_last_index", false);
        return maker.make(in.integer("axis", 0), in.flag("keepdims", true), last);
    }

    private static void argReduce(ArgReduceOperator op, NodeWriter out) {
        if (out.version() < 12 && op.selectLastIndex()) {
            out.cannot(op.name() + " takes select_last_index from operator set 12 on");
        }
        out.attribute("axis", MovementMappings.axis(out, op.axis(), 11), 0);
        out.flag("keepdims", op.keepDims(), true);
        out.flag("select_last_index", op.selectLastIndex(), false);
    }

    private static Operator topK(NodeReader in) {
        if (in.version() < 10) {
            in.setInput(1, in.int64("K", in.integer("k")));
        }
        return new TopK(in.integer("axis", -1), in.flag("largest", true), in.flag("sorted", true));
    }

    private static void topK(TopK op, NodeWriter out) {
        if (out.version() < 10) {
            Tensor k = out.constantInput(1);
            if (k == null) {
                out.cannot("K may be computed from operator set 10 on");
            } else {
                out.attribute("k", k.longAt(0));
                out.removeInput(1);
            }
        }
        if (out.version() < 11 && (!op.largest() || op.axis() < -1)) {
            out.cannot("TopK takes largest, and an axis from the end, from operator set 11 on");
        }
        out.attribute("axis", op.axis(), -1);
        out.flag("largest", op.largest(), true);
        if (out.version() >= 11) {
            out.flag("sorted", op.sorted(), true);
        }
    }

    private static void cumulative(CumulativeOperator op, NodeWriter out) {
        out.flag("exclusive", op.exclusive(), false);
        out.flag("reverse", op.reverse(), false);
    }
}
