package dev.sardonyx.zoo.detect;

import dev.sardonyx.api.InputException;

/**
 * A rectangle by two opposite corners, in whatever unit its maker uses. One whose right corner is left of its left
 * one, or whose bottom is above its top, is empty.
 */
public record Box(double left, double top, double right, double bottom) {
    public Box {
        if (Double.isNaN(left + top + right + bottom)) {
            throw new InputException("expected numbers as corners of a box, found (" + left + ", " + top + ", " + right
                    + ", " + bottom + ")");
        }
    }

    public double width() {
        return Math.max(0, right - left);
    }

    public double height() {
        return Math.max(0, bottom - top);
    }

    public double area() {
        return width() * height();
    }

    /** What two boxes share of what they cover together, 0 to 1; 0 where both are empty. */
    public double intersectionOverUnion(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (!(width > 0 && height > 0)) {
            return 0;
        }
        double shared = width * height;
        return shared / (area() + other.area() - shared);
    }
}
