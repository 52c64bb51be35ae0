/** Pictures as tensors: decoding, resizing, normalising, and drawing what a network found. */
@NullMarked
package dev.sardonyx.zoo.image;

import org.jspecify.annotations.NullMarked;
