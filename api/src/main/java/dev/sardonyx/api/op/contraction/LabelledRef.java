package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.op.generation.Range;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.op.movement.Squeeze;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.op.reduction.ReduceProd;
import dev.sardonyx.api.op.reduction.ReduceSum;
import dev.sardonyx.api.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/**
 * A value in the decomposition of an Einsum.
 *
 * @param ref the value
 * @param labels the label of each dimension
 */
record LabelledRef(Ref ref, String labels) {
    /** Keeps the diagonal of dimensions that have the same label, as one dimension. */
    LabelledRef diagonal(Decomposition d) {
        for (int j = 0; j < labels.length(); j++) {
            int i = labels.indexOf(labels.charAt(j));
            if (i < j) {
                Ref along = index(d, i);
                Ref across = index(d, j);
                Ref kept = d.emit(new Where(), d.emit(new Equal(), along, across), ref, d.scalar(ref.elementType(), 0));
                Ref sum = d.emit(new ReduceSum(false, false), kept, d.int64(j));
                return new LabelledRef(sum, labels.substring(0, j) + labels.substring(j + 1)).diagonal(d);
            }
        }
        return this;
    }

    /** The position along {@code axis}, shaped to broadcast over the value. */
    private Ref index(Decomposition d, int axis) {
        Ref size = d.emit(new Squeeze(), size(d, axis), d.int64(0));
        Ref range = d.emit(
                new Range(ElementType.FLOAT), d.scalar(ElementType.INT64, 0), size, d.scalar(ElementType.INT64, 1));
        long[] axes = LongStream.range(1, labels.length() - axis).toArray();
        return axes.length == 0 ? range : d.emit(new Unsqueeze(), range, d.int64(axes));
    }

    private Ref size(Decomposition d, int axis) {
        return d.emit(new Shape(axis, axis + 1L), ref);
    }

    /** Sums over the dimensions whose labels {@code kept} lacks. */
    LabelledRef sumAllBut(Decomposition d, String kept) {
        long[] axes = LongStream.range(0, labels.length())
                .filter(i -> kept.indexOf(labels.charAt((int) i)) < 0)
                .toArray();
        if (axes.length == 0) {
            return this;
        }
        return new LabelledRef(d.emit(new ReduceSum(false, false), ref, d.int64(axes)), only(labels, kept));
    }

    /** The dimensions in the order of {@code wanted}; those it lacks get size 1. */
    LabelledRef arranged(Decomposition d, String wanted) {
        String present = only(wanted, labels);
        List<Long> perm = new ArrayList<>();
        present.chars().forEach(label -> perm.add((long) labels.indexOf(label)));
        Ref result = present.equals(labels) ? ref : d.emit(new Transpose(perm), ref);
        long[] missing = LongStream.range(0, wanted.length())
                .filter(i -> labels.indexOf(wanted.charAt((int) i)) < 0)
                .toArray();
        return new LabelledRef(
                missing.length == 0 ? result : d.emit(new Unsqueeze(), result, d.int64(missing)), wanted);
    }

    /** The labels of {@code labels} that {@code filter} has. */
    private static String only(String labels, String filter) {
        return select(labels, label -> filter.indexOf(label) >= 0);
    }

    private static String select(String labels, IntPredicate wanted) {
        StringBuilder result = new StringBuilder();
        labels.chars().filter(wanted).forEach(label -> result.append((char) label));
        return result.toString();
    }

    /**
     * The product of two values, summed over the labels that {@code needed} lacks. A matrix product where that sums
     * over a label of both.
     */
    static LabelledRef product(Decomposition d, LabelledRef a, LabelledRef b, String needed) {
        LabelledRef x = a.sumAllBut(d, needed + b.labels);
        LabelledRef y = b.sumAllBut(d, needed + a.labels);
        String both = only(x.labels, y.labels);
        String summed = select(both, label -> needed.indexOf(label) < 0 && !Character.isDigit(label));
        String batch = sortedBatch(x.labels, y.labels, both, summed);
        String left = select(x.labels, label -> batch.indexOf(label) < 0 && summed.indexOf(label) < 0);
        String right = select(y.labels, label -> batch.indexOf(label) < 0 && summed.indexOf(label) < 0);
        if (summed.isEmpty()) {
            String all = batch + left + right;
            Ref product = d.emit(new Mul(), x.arranged(d, all).ref, y.arranged(d, all).ref);
            return new LabelledRef(product, all).sumAllBut(d, needed);
        }
        LabelledRef rows = x.arranged(d, batch + left + summed);
        LabelledRef columns = y.arranged(d, batch + summed + right);
        Ref product = d.emit(
                new MatMul(),
                rows.grouped(d, batch.length(), left.length()),
                columns.grouped(d, batch.length(), summed.length()));
        Ref shape = d.emit(
                new Concat(0),
                d.emit(new Shape(0, (long) batch.length()), product),
                d.emit(new Shape(batch.length(), (long) batch.length() + left.length()), rows.ref),
                d.emit(new Shape((long) batch.length() + summed.length(), null), columns.ref));
        Ref result = left.length() == 1 && right.length() == 1 ? product : d.emit(new Reshape(true), product, shape);
        return new LabelledRef(result, batch + left + right).sumAllBut(d, needed);
    }

    /** Labels of both values that stay, and those of an ellipsis, outermost first so that they broadcast. */
    private static String sortedBatch(String x, String y, String both, String summed) {
        StringBuilder batch = new StringBuilder();
        for (char digit = '9'; digit >= '0'; digit--) {
            if (x.indexOf(digit) >= 0 || y.indexOf(digit) >= 0) {
                batch.append(digit);
            }
        }
        return batch + select(both, label -> summed.indexOf(label) < 0 && !Character.isDigit(label));
    }

    /** The value as matrices: after {@code batch} dimensions, {@code first} become the rows, the rest the columns. */
    private Ref grouped(Decomposition d, int batch, int first) {
        int split = batch + first;
        if (first == 1 && labels.length() - split == 1) {
            return ref;
        }
        Ref shape = d.emit(
                new Concat(0),
                d.emit(new Shape(0, (long) batch), ref),
                product(d, batch, split),
                product(d, split, labels.length()));
        return d.emit(new Reshape(true), ref, shape);
    }

    private Ref product(Decomposition d, long from, long to) {
        return from == to
                ? d.int64(1)
                : d.emit(new ReduceProd(true, false), d.emit(new Shape(from, to), ref), d.int64(0));
    }
}
