package dev.sardonyx.api.op.random;

import dev.sardonyx.api.tensor.ElementType;

/** Random numbers by position, as {@link RandomOperator} defines them. Not thread-safe. */
final class RandomNumbers {
    private final long key;
    private final boolean wide;
    private final int bits;
    private final int[] words = new int[4];
    private long block = -1;

    RandomNumbers(long key, ElementType type) {
        this.key = key;
        this.wide = type == ElementType.DOUBLE;
        this.bits = switch (type) {
            case DOUBLE -> 53;
            case FLOAT16 -> 11;
            case BFLOAT16 -> 8;
            default -> 24;
        };
    }

    /** Number {@code i}, uniform over [0, 1) and exact in the type. */
    double uniform(long i) {
        return (bits(i) >>> (64 - bits)) * Math.scalb(1.0, -bits);
    }

    /** Number {@code i}, of the standard normal distribution. */
    double normal(long i) {
        int used = wide ? 53 : 32;
        double unit = Math.scalb(1.0, -used);
        double u = ((bits(i & ~1L) >>> (64 - used)) + 1) * unit;
        double t = 2 * Math.PI * ((bits(i | 1) >>> (64 - used)) * unit);
        return Math.sqrt(-2 * Math.log(u)) * ((i & 1) == 0 ? Math.cos(t) : Math.sin(t));
    }

    /** The random bits of element {@code i}, the first ones on top. */
    private long bits(long i) {
        long wanted = wide ? i >> 1 : i >> 2;
        if (wanted != block) {
            block = wanted;
            Philox.block(key, wanted, words);
        }
        int at = (int) (wide ? 2 * (i & 1) : i & 3);
        long high = Integer.toUnsignedLong(words[at]) << 32;
        return wide ? high | Integer.toUnsignedLong(words[at + 1]) : high;
    }
}
