package dev.sardonyx.cpu.kernel;

/**
 * Functions of one number. ALPHA and BETA are the function's parameters.
 *
 * <p>"max n" is the largest error in units in the last place of the vector form; where none is given the function is
 * evaluated in double and rounded once. The plain twin always does the latter.
 */
public enum Unary {
    /** The number itself. */
    IDENTITY,
    /** 0 where the number is less than 0. NaN stays NaN. */
    RELU,
    /** ALPHA times the number where it is less than 0. */
    LEAKY_RELU,
    /** ALPHA where the number is less, BETA where it is greater. NaN stays NaN. */
    CLIP,
    /** 1 / (1 + e^-x), max 2. */
    SIGMOID,
    /** max 2. */
    TANH,
    /** max 1. */
    EXP,
    /** max 1. */
    ERF,
    /** x times the normal distribution function, as Gelu without approximation; max 3 on both sides of 0. */
    GELU,
    /** x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), as Gelu with the tanh approximation. */
    GELU_TANH,
    /** x times sigmoid(ALPHA x), as Swish; max 3. */
    SILU,
    /** ALPHA x + BETA, limited to 0 and 1. */
    HARD_SIGMOID,
    /** x times x/6 + 1/2 limited to 0 and 1. */
    HARD_SWISH,
    /** Correctly rounded. */
    SQRT,
    /** Correctly rounded. */
    RECIPROCAL,
    NEG,
    ABS,
    LOG,
    /** log(1 + e^x). */
    SOFTPLUS,
    /** x where it is not negative, else ALPHA (e^x - 1). */
    ELU,
    /** x / (1 + |x|). */
    SOFTSIGN,
    SIN,
    COS,
    FLOOR,
    CEIL,
    /** To the nearest integer, ties to even. */
    ROUND
}
