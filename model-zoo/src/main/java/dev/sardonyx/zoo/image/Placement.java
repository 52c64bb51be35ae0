package dev.sardonyx.zoo.image;

import dev.sardonyx.zoo.detect.Box;

/**
 * Which part of a picture a network sees, and where that lies in the network's input, in pixels.
 *
 * @param cropX left edge of the part in the picture
 * @param cropY top edge of the part in the picture
 * @param left left edge of the part in the input
 * @param top top edge of the part in the input
 */
public record Placement(int cropX, int cropY, int cropWidth, int cropHeight, int left, int top, int width, int height) {

    static Placement of(Fit fit, int pictureWidth, int pictureHeight, int width, int height) {
        // Compared crosswise, for a quotient of floats might tell two equal ratios apart.
        boolean pictureIsWider = (long) pictureWidth * height > (long) width * pictureHeight;
        return switch (fit) {
            case STRETCH -> new Placement(0, 0, pictureWidth, pictureHeight, 0, 0, width, height);
            case LETTERBOX -> {
                int innerWidth = pictureIsWider ? width : scaled(pictureWidth, height, pictureHeight);
                int innerHeight = pictureIsWider ? scaled(pictureHeight, width, pictureWidth) : height;
                yield new Placement(
                        0,
                        0,
                        pictureWidth,
                        pictureHeight,
                        (width - innerWidth) / 2,
                        (height - innerHeight) / 2,
                        innerWidth,
                        innerHeight);
            }
            case CENTER_CROP -> {
                int cropWidth = pictureIsWider ? scaled(width, pictureHeight, height) : pictureWidth;
                int cropHeight = pictureIsWider ? pictureHeight : scaled(height, pictureWidth, width);
                yield new Placement(
                        (pictureWidth - cropWidth) / 2,
                        (pictureHeight - cropHeight) / 2,
                        cropWidth,
                        cropHeight,
                        0,
                        0,
                        width,
                        height);
            }
        };
    }

    private static int scaled(int size, int numerator, int denominator) {
        return (int) Math.max(1, Math.round((double) size * numerator / denominator));
    }

    /** A box in the input's pixels as one in the picture's. It may reach beyond the picture. */
    public Box toPicture(Box inInput) {
        double scaleX = (double) cropWidth / width;
        double scaleY = (double) cropHeight / height;
        return new Box(
                cropX + (inInput.left() - left) * scaleX,
                cropY + (inInput.top() - top) * scaleY,
                cropX + (inInput.right() - left) * scaleX,
                cropY + (inInput.bottom() - top) * scaleY);
    }
}
