package dev.sardonyx.zoo.audio;

/** What to take of a recording with several channels. */
public enum Channel {
    /** The mean of all channels. */
    MIX,
    /** The first channel, the only one of a mono recording. */
    LEFT,
    /** The second channel. */
    RIGHT
}
