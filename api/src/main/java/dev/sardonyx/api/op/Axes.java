package dev.sardonyx.api.op;

import java.util.ArrayList;
import java.util.List;

/** Checks and normalises axis numbers, which may count from the end. */
public final class Axes {
    private Axes() {}

    /** {@code axis} counted from 0, for {@code rank} dimensions. */
    public static int normalize(Inference in, long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw in.fail("axis " + axis + " is out of range: expected " + -rank + " to " + (rank - 1));
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** {@code axis} counted from 0, for an axis that inference has checked. */
    public static int normalize(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** All {@code axes} counted from 0, each at most once, in the order given. */
    public static List<Integer> normalize(Inference in, long[] axes, int rank) {
        List<Integer> result = new ArrayList<>(axes.length);
        for (long axis : axes) {
            int normal = normalize(in, axis, rank);
            if (result.contains(normal)) {
                throw in.fail("axis " + axis + " is given twice");
            }
            result.add(normal);
        }
        return result;
    }
}
