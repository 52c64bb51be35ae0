package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Reciprocal;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.reduction.ReduceMean;

/**
 * Mean and variance as decompositions compute them. The variance is the mean of squared differences, which
 * does not cancel as the difference of means of squares does.
 *
 * @param mean the mean, with reduced axes of size 1
 * @param centred the elements less the mean
 * @param variance the variance of the population, with reduced axes of size 1
 */
record Moments(Ref mean, Ref centred, Ref variance) {
    static Moments of(Decomposition d, Ref x, Ref axes) {
        Ref mean = d.emit(new ReduceMean(true, false), x, axes);
        Ref centred = d.emit(new Sub(), x, mean);
        Ref variance = d.emit(new ReduceMean(true, false), d.emit(new Mul(), centred, centred), axes);
        return new Moments(mean, centred, variance);
    }

    /** sqrt(variance + epsilon). */
    static Ref deviation(Decomposition d, Ref variance, float epsilon) {
        return d.emit(new Sqrt(), d.emit(new Add(), variance, d.scalar(variance.elementType(), epsilon)));
    }

    /** 1 / sqrt(variance + epsilon). */
    Ref inverseDeviation(Decomposition d, float epsilon) {
        return d.emit(new Reciprocal(), deviation(d, variance, epsilon));
    }

    /** (x - mean) / sqrt(variance + epsilon). */
    Ref normalized(Decomposition d, float epsilon) {
        return d.emit(new Div(), centred, deviation(d, variance, epsilon));
    }
}
