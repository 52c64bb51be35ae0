/** NumPy's {@code .npy} files as tensors. */
@NullMarked
package dev.sardonyx.zoo.npy;

import org.jspecify.annotations.NullMarked;
