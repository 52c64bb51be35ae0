package dev.sardonyx.api.op.image;

/**
 * The weights around a place on an axis without borders.
 *
 * @param first the element that the first weight belongs to
 * @param weights one per element from there on
 */
@SuppressWarnings("ArrayRecordComponent")
record ResizeKernel(long first, double[] weights) {
    static ResizeKernel at(Resize resize, double x, double scale) {
        double floor = Math.floor(x);
        double ratio = x - floor;
        return switch (resize.mode()) {
            case NEAREST -> new ResizeKernel((long) nearest(resize.nearestMode(), floor, ratio), new double[] {1});
            case LINEAR -> spread(resize, (long) floor, ratio, scale, 1);
            case CUBIC -> spread(resize, (long) floor, ratio, scale, 2);
        };
    }

    private static double nearest(Resize.NearestMode mode, double floor, double ratio) {
        return switch (mode) {
            case ROUND_PREFER_FLOOR -> ratio <= 0.5 ? floor : floor + 1;
            case ROUND_PREFER_CEIL -> ratio < 0.5 ? floor : floor + 1;
            case FLOOR -> floor;
            case CEIL -> ratio == 0 ? floor : floor + 1;
        };
    }

    /** A kernel that reaches {@code radius} elements, or more where it is widened. */
    private static ResizeKernel spread(Resize resize, long floor, double ratio, double scale, int radius) {
        double squeeze = resize.antialias() ? Math.min(scale, 1) : 1;
        int start = (int) (Math.floor(-radius / squeeze) + 1);
        double[] weights = new double[2 - 2 * start];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = Math.abs(start + i - ratio) * squeeze;
            weights[i] = radius == 1 ? Math.max(0, 1 - distance) : cubic(distance, resize.cubicCoeffA());
            sum += weights[i];
        }
        for (int i = 0; resize.antialias() && i < weights.length; i++) {
            weights[i] /= sum;
        }
        return new ResizeKernel(floor + start, weights);
    }

    private static double cubic(double x, double a) {
        if (x <= 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }
}
