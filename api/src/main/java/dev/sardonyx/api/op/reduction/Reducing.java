package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Arrays;

/** The loops of {@link ReduceOperator}: one pass over the input, one total per element of the result. */
final class Reducing {
    private static final int ELEMENTS_PER_CHECK = 65_536;

    private Reducing() {}

    static void floats(Evaluation in, ReduceOperator.Kind kind, Tensor x, Tensor y, IndexWalk walk, long count) {
        double[] total = new double[Math.toIntExact(y.elements())];
        Arrays.fill(
                total,
                switch (kind) {
                    case SUM, MEAN -> 0;
                    case PROD -> 1;
                    case MAX -> Double.NEGATIVE_INFINITY;
                    case MIN -> Double.POSITIVE_INFINITY;
                });
        for (long i = 0; i < x.elements(); i++) {
            if (i % ELEMENTS_PER_CHECK == 0) {
                in.deadline().check();
            }
            int at = (int) walk.offset(0);
            double value = x.doubleAt(i);
            switch (kind) {
                case SUM, MEAN -> total[at] += value;
                case PROD -> total[at] *= value;
                case MAX -> total[at] = Math.max(total[at], value);
                case MIN -> total[at] = Math.min(total[at], value);
            }
            walk.next();
        }
        for (int i = 0; i < total.length; i++) {
            y.setDouble(i, kind == ReduceOperator.Kind.MEAN ? total[i] / count : total[i]);
        }
    }

    static void integers(Evaluation in, ReduceOperator.Kind kind, Tensor x, Tensor y, IndexWalk walk, long count) {
        ElementType type = x.elementType();
        boolean unsigned = type == ElementType.UINT64;
        if (kind == ReduceOperator.Kind.MEAN && count == 0 && y.elements() > 0) {
            throw in.fail("the mean of no integers is not defined: the input's shape is " + x.shape());
        }
        long[] total = new long[Math.toIntExact(y.elements())];
        Arrays.fill(total, neutral(kind, type));
        for (long i = 0; i < x.elements(); i++) {
            if (i % ELEMENTS_PER_CHECK == 0) {
                in.deadline().check();
            }
            int at = (int) walk.offset(0);
            long value = x.longAt(i);
            boolean less = unsigned ? Long.compareUnsigned(value, total[at]) < 0 : value < total[at];
            switch (kind) {
                case SUM, MEAN -> total[at] += value;
                case PROD -> total[at] *= value;
                case MAX -> total[at] = less ? total[at] : value;
                case MIN -> total[at] = less ? value : total[at];
            }
            walk.next();
        }
        for (int i = 0; i < total.length; i++) {
            long value = total[i];
            if (kind == ReduceOperator.Kind.MEAN) {
                value = unsigned ? Long.divideUnsigned(value, count) : value / count;
            }
            y.setLong(i, value);
        }
    }

    private static long neutral(ReduceOperator.Kind kind, ElementType type) {
        boolean signed = type.kind() == ElementType.Kind.SIGNED;
        long largest = type == ElementType.BOOL ? 1 : -1L >>> (64 - type.bits() + (signed ? 1 : 0));
        return switch (kind) {
            case SUM, MEAN -> 0;
            case PROD -> 1;
            case MAX -> signed ? -largest - 1 : 0;
            case MIN -> largest;
        };
    }
}
