package dev.sardonyx.zoo.detect;

import dev.sardonyx.api.InputException;

/**
 * One thing that a detector found.
 *
 * @param label what it is
 * @param score how sure the detector is; higher is surer
 * @param box where it is
 */
public record Detection(String label, double score, Box box) {
    public Detection {
        if (Double.isNaN(score)) {
            throw new InputException("expected a number as score of '" + label + "', found NaN");
        }
    }
}
