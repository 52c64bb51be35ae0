package dev.sardonyx.zoo.image;

/** How a picture of one aspect ratio becomes an input of another. */
public enum Fit {
    /** The whole picture, distorted. */
    STRETCH,
    /** The whole picture, undistorted, in the middle of a gray (114) ground. */
    LETTERBOX,
    /** The largest part in the middle of the picture that has the input's aspect ratio. */
    CENTER_CROP
}
