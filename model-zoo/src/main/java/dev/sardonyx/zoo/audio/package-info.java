/** Sound as tensors: WAVE files and resampling. */
@NullMarked
package dev.sardonyx.zoo.audio;

import org.jspecify.annotations.NullMarked;
