/** Makes one step of operators that follow each other, such as a convolution, its normalization and its activation. */
@NullMarked
package dev.sardonyx.cpu.fusion;

import org.jspecify.annotations.NullMarked;
