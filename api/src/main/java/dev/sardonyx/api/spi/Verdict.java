package dev.sardonyx.api.spi;

/**
 * Whether a device runs a node.
 *
 * @param kind the answer
 * @param reason why; shown to people who ask where their model runs
 */
public record Verdict(Kind kind, String reason) {
    /** The possible answers. */
    public enum Kind {
        /** The device runs it as it is. */
        NATIVE,
        /** The device runs what it decomposes into. */
        DECOMPOSE,
        /** The device cannot run it. */
        NO
    }

    public static Verdict yes(String reason) {
        return new Verdict(Kind.NATIVE, reason);
    }

    public static Verdict decompose(String reason) {
        return new Verdict(Kind.DECOMPOSE, reason);
    }

    public static Verdict no(String reason) {
        return new Verdict(Kind.NO, reason);
    }
}
