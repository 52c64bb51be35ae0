package dev.sardonyx.cpu.kernel;

/**
 * A function applied to each element of a result before it leaves the cache.
 *
 * @param kind the function
 * @param alpha its first parameter, see {@link Unary}
 * @param beta its second parameter
 */
public record Activation(Unary kind, float alpha, float beta) {
    public static final Activation NONE = new Activation(Unary.IDENTITY, 0, 0);
    public static final Activation RELU = new Activation(Unary.RELU, 0, 0);

    public static Activation clip(float low, float high) {
        return new Activation(Unary.CLIP, low, high);
    }

    /** Whether the function is a pair of limits, which the kernels apply at no cost. */
    boolean isClamp() {
        return kind == Unary.IDENTITY || kind == Unary.RELU || kind == Unary.CLIP;
    }

    float low() {
        return switch (kind) {
            case RELU -> 0;
            case CLIP -> alpha;
            default -> Float.NEGATIVE_INFINITY;
        };
    }

    float high() {
        return kind == Unary.CLIP ? beta : Float.POSITIVE_INFINITY;
    }
}
