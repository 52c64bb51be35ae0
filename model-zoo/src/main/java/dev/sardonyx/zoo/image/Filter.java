package dev.sardonyx.zoo.image;

/** How pixels are made when a picture is resized. Networks give their best with the filter they were trained with. */
public enum Filter {
    /** The pixel under the centre of the new one; the right or lower one of two. */
    NEAREST,
    /** Between the four pixels around the new one's centre, as OpenCV and PyTorch do; skips pixels when shrinking. */
    BILINEAR,
    /** Bilinear over all pixels that the new one covers, bit for bit as Pillow does. */
    ANTIALIAS
}
