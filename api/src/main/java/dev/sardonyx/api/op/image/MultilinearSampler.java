package dev.sardonyx.api.op.image;

/** Sums elements of an n-dimensional block, each the product of one weight per axis. */
final class MultilinearSampler {
    /** An element outside the block, which counts as zero. */
    static final int OUTSIDE = -1;

    private MultilinearSampler() {}

    /**
     * The weighted sum.
     *
     * @param x elements
     * @param from where the block begins
     * @param dims the sizes of the block
     * @param indices per axis the elements taken, or {@link #OUTSIDE}
     * @param weights per axis their weights
     */
    static double sum(double[] x, int from, long[] dims, int[][] indices, double[][] weights) {
        return sum(x, from, dims, indices, weights, 0, 0);
    }

    private static double sum(
            double[] x, int from, long[] dims, int[][] indices, double[][] weights, int axis, int offset) {
        if (axis == dims.length) {
            return x[from + offset];
        }
        double sum = 0;
        for (int i = 0; i < indices[axis].length; i++) {
            int index = indices[axis][i];
            if (index != OUTSIDE) {
                int next = (int) (offset * dims[axis] + index);
                sum += weights[axis][i] * sum(x, from, dims, indices, weights, axis + 1, next);
            }
        }
        return sum;
    }
}
