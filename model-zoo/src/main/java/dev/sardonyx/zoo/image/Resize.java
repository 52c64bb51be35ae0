package dev.sardonyx.zoo.image;

/** The arithmetic of {@link Filter}. A pixel's centre lies at half a pixel; beyond the edge the edge goes on. */
final class Resize {
    /** Fraction bits of Pillow's fixed-point weights. */
    private static final int PRECISION = 22;

    private Resize() {}

    static void nearest(Picture from, int width, int height, byte[] target) {
        byte[] rgb = from.rgb();
        for (int y = 0, at = 0; y < height; y++) {
            int row = nearestIndex(y, height, from.height()) * from.width();
            for (int x = 0; x < width; x++, at += 3) {
                System.arraycopy(rgb, 3 * (row + nearestIndex(x, width, from.width())), target, at, 3);
            }
        }
    }

    private static int nearestIndex(int i, int size, int sourceSize) {
        return (int) ((2L * i + 1) * sourceSize / (2L * size));
    }

    static void bilinear(Picture from, int width, int height, byte[] target) {
        byte[] rgb = from.rgb();
        double scaleX = (double) from.width() / width;
        double scaleY = (double) from.height() / height;
        for (int y = 0, at = 0; y < height; y++) {
            double sourceY = Math.clamp((y + 0.5) * scaleY - 0.5, 0, from.height() - 1);
            int top = (int) sourceY;
            double down = sourceY - top;
            int upper = top * from.width();
            int lower = Math.min(top + 1, from.height() - 1) * from.width();
            for (int x = 0; x < width; x++) {
                double sourceX = Math.clamp((x + 0.5) * scaleX - 0.5, 0, from.width() - 1);
                int left = (int) sourceX;
                double across = sourceX - left;
                int right = Math.min(left + 1, from.width() - 1);
                for (int c = 0; c < 3; c++) {
                    double above = mix(rgb[3 * (upper + left) + c], rgb[3 * (upper + right) + c], across);
                    double below = mix(rgb[3 * (lower + left) + c], rgb[3 * (lower + right) + c], across);
                    target[at++] = (byte) Math.round(above + (below - above) * down);
                }
            }
        }
    }

    private static double mix(byte first, byte second, double part) {
        int from = first & 0xFF;
        return from + ((second & 0xFF) - from) * part;
    }

    /** Pillow's two passes, across and then down, with its rounding to 8 bits between them. */
    static void antialias(Picture from, int width, int height, byte[] target) {
        byte[] across = from.rgb();
        if (width != from.width()) {
            across = new byte[Picture.checkedBytes(width, from.height())];
            for (int x = 0; x < width; x++) {
                Weights weights = Weights.of(x, width, from.width());
                for (int y = 0; y < from.height(); y++) {
                    int source = 3 * (y * from.width() + weights.first);
                    weights.apply(from.rgb(), source, 3, across, 3 * (y * width + x));
                }
            }
        }
        for (int y = 0; y < height; y++) {
            Weights weights = Weights.of(y, height, from.height());
            for (int x = 0; x < width; x++) {
                weights.apply(across, 3 * (weights.first * width + x), 3 * width, target, 3 * (y * width + x));
            }
        }
    }

    /** The weights of the source pixels from {@code first} on for one target pixel, in fixed point. */
    private record Weights(int first, int[] values) {

        static Weights of(int i, int size, int sourceSize) {
            double scale = (double) sourceSize / size;
            double support = Math.max(scale, 1);
            double centre = (i + 0.5) * scale;
            int first = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), sourceSize);
            double[] triangle = new double[end - first];
            double sum = 0;
            for (int k = 0; k < triangle.length; k++) {
                triangle[k] = Math.max(0, 1 - Math.abs((k + first - centre + 0.5) * (1 / support)));
                sum += triangle[k];
            }
            int[] values = new int[triangle.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = (int) (0.5 + triangle[k] / sum * (1 << PRECISION));
            }
            return new Weights(first, values);
        }

        void apply(byte[] from, int source, int step, byte[] target, int at) {
            for (int c = 0; c < 3; c++) {
                int sum = 1 << (PRECISION - 1);
                for (int k = 0; k < values.length; k++) {
                    sum += (from[source + k * step + c] & 0xFF) * values[k];
                }
                target[at + c] = (byte) Math.clamp(sum >> PRECISION, 0, 255);
            }
        }
    }
}
