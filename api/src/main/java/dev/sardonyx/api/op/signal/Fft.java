package dev.sardonyx.api.op.signal;

/** The discrete Fourier transform of any length in float64: radix 2, and Bluestein's algorithm for the rest. */
final class Fft {
    private final int length;
    private final double[] cos;
    private final double[] sin;

    /** Prepares transforms of {@code length} points, at least 1. */
    Fft(int length) {
        this.length = length;
        this.cos = new double[length];
        this.sin = new double[length];
        for (int i = 0; i < length; i++) {
            double angle = -2 * Math.PI * i / length;
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
        }
    }

    /** Transforms in place, without a factor; the inverse has the opposite sign in the exponent. */
    void transform(double[] re, double[] im, boolean inverse) {
        if (inverse) {
            transform(im, re, false); // swapping the parts conjugates twice
        } else if (Integer.bitCount(length) == 1) {
            radix2(re, im);
        } else {
            bluestein(re, im);
        }
    }

    private void radix2(double[] re, double[] im) {
        int shift = 1 + Integer.numberOfLeadingZeros(length);
        for (int i = 0; i < length && length > 1; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (int half = 1; half < length; half *= 2) {
            int step = length / (2 * half);
            for (int start = 0; start < length; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int p = start + k;
                    int q = p + half;
                    double c = cos[k * step];
                    double s = sin[k * step];
                    double x = re[q] * c - im[q] * s;
                    double y = re[q] * s + im[q] * c;
                    re[q] = re[p] - x;
                    im[q] = im[p] - y;
                    re[p] += x;
                    im[p] += y;
                }
            }
        }
    }

    private static void swap(double[] a, int i, int j) {
        double t = a[i];
        a[i] = a[j];
        a[j] = t;
    }

    /** As a convolution with a chirp, whose length may be a power of two. */
    private void bluestein(double[] re, double[] im) {
        int size = Integer.highestOneBit(2 * length) * 2;
        Fft fft = new Fft(size);
        double[] ar = new double[size];
        double[] ai = new double[size];
        double[] br = new double[size];
        double[] bi = new double[size];
        double[] wr = new double[length];
        double[] wi = new double[length];
        for (int i = 0; i < length; i++) {
            double angle = Math.PI * ((long) i * i % (2L * length)) / length;
            wr[i] = Math.cos(angle);
            wi[i] = -Math.sin(angle);
            ar[i] = re[i] * wr[i] - im[i] * wi[i];
            ai[i] = re[i] * wi[i] + im[i] * wr[i];
            br[i] = wr[i];
            bi[i] = -wi[i];
            if (i > 0) {
                br[size - i] = wr[i];
                bi[size - i] = -wi[i];
            }
        }
        fft.radix2(ar, ai);
        fft.radix2(br, bi);
        for (int i = 0; i < size; i++) {
            double x = ar[i] * br[i] - ai[i] * bi[i];
            ai[i] = ar[i] * bi[i] + ai[i] * br[i];
            ar[i] = x;
        }
        fft.transform(ar, ai, true);
        for (int i = 0; i < length; i++) {
            re[i] = (ar[i] * wr[i] - ai[i] * wi[i]) / size;
            im[i] = (ar[i] * wi[i] + ai[i] * wr[i]) / size;
        }
    }
}
