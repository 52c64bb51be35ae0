package dev.sardonyx.cpu.fusion;

import dev.sardonyx.cpu.kernel.Activation;

/**
 * What a convolution or product does to its sums before they leave the cache, in this order: add a bias, add a
 * residual, apply a function.
 *
 * @param bias the input with one number per output channel or column, or -1
 * @param residual the input of the output's shape, or -1
 * @param activation the function
 */
public record Finish(int bias, int residual, Activation activation) {
    public static final Finish NONE = new Finish(-1, -1, Activation.NONE);
}
