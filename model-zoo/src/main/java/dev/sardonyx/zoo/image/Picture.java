package dev.sardonyx.zoo.image;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.zoo.internal.Images;
import java.nio.file.Path;
import java.util.Arrays;

/** A picture in 8-bit RGB. Immutable. Rows go from top to bottom. */
public final class Picture {
    /** The most pixels that {@link #read(Path)} decodes: 8192 by 8192. */
    public static final long MAX_PIXELS = 1L << 26;

    private final int width;
    private final int height;
    private final byte[] rgb;

    private Picture(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * A picture with a copy of {@code rgb}, three bytes a pixel.
     *
     * @throws InputException if there are no pixels, or not as many as {@code width * height}
     */
    public static Picture ofRgb(int width, int height, byte... rgb) {
        if (rgb.length != checkedBytes(width, height)) {
            throw new InputException("a picture of " + width + "x" + height + " takes " + 3L * width * height
                    + " bytes, found " + rgb.length);
        }
        return new Picture(width, height, rgb.clone());
    }

    /**
     * A gray picture of numbers: {@code low} and below is black, {@code high} and above is white, NaN is black.
     *
     * @throws InputException if there are not {@code width * height} numbers
     */
    public static Picture ofGray(int width, int height, double low, double high, double... values) {
        byte[] rgb = new byte[checkedBytes(width, height)];
        if (values.length != rgb.length / 3) {
            throw new InputException("a gray picture of " + width + "x" + height + " takes " + rgb.length / 3
                    + " numbers, found " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            double level = high > low ? (values[i] - low) / (high - low) : 0;
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) Math.round(255 * Math.clamp(level, 0, 1)));
        }
        return new Picture(width, height, rgb);
    }

    /** A picture that keeps {@code rgb} itself. */
    static Picture ofOwned(int width, int height, byte[] rgb) {
        return new Picture(width, height, rgb);
    }

    static int checkedBytes(int width, int height) {
        long bytes = 3L * width * height;
        if (width <= 0 || height <= 0 || bytes > Integer.MAX_VALUE - 8) {
            throw new InputException(
                    "expected a picture of at least one pixel and less than 2 GiB, found " + width + "x" + height);
        }
        return (int) bytes;
    }

    /** The PNG or JPEG picture in {@code path}, of at most {@link #MAX_PIXELS}. */
    public static Picture read(Path path) {
        return read(path, MAX_PIXELS);
    }

    /**
     * The PNG or JPEG picture in {@code path}. Its transparency, colour profile and EXIF orientation are ignored.
     *
     * @param maxPixels the most pixels to decode; the file's claim is checked before memory is taken for it
     * @throws InputException if it is no such picture, damaged, or larger
     * @throws ModelIoException if the file cannot be read
     */
    public static Picture read(Path path, long maxPixels) {
        return PictureFiles.read(path, maxPixels);
    }

    /**
     * Writes this picture as PNG. Equal pictures give equal files on the same JDK.
     *
     * @throws ModelIoException if the file cannot be written
     */
    public void writePng(Path path) {
        PictureFiles.writePng(path, Images.ofRgb(width, height, rgb));
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The level of channel 0 (red), 1 (green) or 2 (blue) of a pixel, 0 to 255. */
    public int level(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 0xFF;
    }

    /** A copy of all pixels, three bytes each. */
    public byte[] toRgb() {
        return rgb.clone();
    }

    /** The pixels themselves, for readers in this package. */
    byte[] rgb() {
        return rgb;
    }

    /** This picture stretched or shrunk to {@code newWidth} by {@code newHeight}. */
    public Picture resized(int newWidth, int newHeight, Filter filter) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        byte[] target = new byte[checkedBytes(newWidth, newHeight)];
        switch (filter) {
            case NEAREST -> Resize.nearest(this, newWidth, newHeight, target);
            case BILINEAR -> Resize.bilinear(this, newWidth, newHeight, target);
            case ANTIALIAS -> Resize.antialias(this, newWidth, newHeight, target);
        }
        return new Picture(newWidth, newHeight, target);
    }

    /**
     * The part of this picture from ({@code x}, {@code y}) on.
     *
     * @throws InputException if that is not inside this picture
     */
    public Picture cropped(int x, int y, int newWidth, int newHeight) {
        if (x < 0 || y < 0 || newWidth <= 0 || newHeight <= 0 || newWidth > width - x || newHeight > height - y) {
            throw new InputException("expected a part of a picture of " + width + "x" + height + ", found " + newWidth
                    + "x" + newHeight + " at (" + x + ", " + y + ")");
        }
        byte[] target = new byte[3 * newWidth * newHeight];
        for (int row = 0; row < newHeight; row++) {
            System.arraycopy(rgb, 3 * ((y + row) * width + x), target, 3 * row * newWidth, 3 * newWidth);
        }
        return new Picture(newWidth, newHeight, target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && width == picture.width && Arrays.equals(rgb, picture.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "picture of " + width + "x" + height;
    }
}
