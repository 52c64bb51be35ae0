package dev.sardonyx.onnx.proto;

/** How the bytes of a file come into memory. */
public enum FileAccess {
    /** Mapped: free of cost until touched, but a file that others shorten meanwhile fails on touch. */
    MAPPED,
    /** Read as a whole into native memory: safe from later changes, for network file systems and strangers' files. */
    COPIED
}
