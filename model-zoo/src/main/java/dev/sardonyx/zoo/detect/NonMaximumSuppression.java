package dev.sardonyx.zoo.detect;

import dev.sardonyx.api.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression: of detections that overlap, the one with the highest score stays. Takes time
 * quadratic in the number of detections, so drop those with a low score first.
 *
 * @param iouThreshold boxes that overlap by more than this intersection over union are duplicates, 0 to 1
 * @param acrossLabels whether boxes with different labels can be duplicates too
 */
public record NonMaximumSuppression(double iouThreshold, boolean acrossLabels) {
    public NonMaximumSuppression {
        if (!(iouThreshold >= 0 && iouThreshold <= 1)) {
            throw new InputException("expected an IoU threshold from 0 to 1, found " + iouThreshold);
        }
    }

    /** Suppression among detections with the same label. */
    public static NonMaximumSuppression perLabel(double iouThreshold) {
        return new NonMaximumSuppression(iouThreshold, false);
    }

    /** The detections that stay, highest score first; of equal scores the earlier one. */
    public List<Detection> apply(Collection<Detection> detections) {
        List<Detection> candidates = new ArrayList<>(detections);
        candidates.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : candidates) {
            if (kept.stream().noneMatch(better -> isDuplicate(better, candidate))) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }

    private boolean isDuplicate(Detection better, Detection candidate) {
        return (acrossLabels || better.label().equals(candidate.label()))
                && better.box().intersectionOverUnion(candidate.box()) > iouThreshold;
    }
}
