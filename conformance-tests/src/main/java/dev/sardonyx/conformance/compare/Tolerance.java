package dev.sardonyx.conformance.compare;

/**
 * How far an actual value may be from the expected one: {@code |actual - expected| <= absolute + relative *
 * |expected|}. NaN equals NaN; infinities must be equal; integers, bools and strings must be equal.
 */
public record Tolerance(double relative, double absolute) {
    /** What the ONNX project's own runner uses. */
    public static final Tolerance ONNX = new Tolerance(1e-3, 1e-7);

    /** For whole models between engines. */
    public static final Tolerance MODEL = new Tolerance(1e-3, 1e-4);

    /** Bit equality, but for NaN payloads and the sign of zero. */
    public static final Tolerance EXACT = new Tolerance(0, 0);
}
