/** Operators that scale elements by statistics of their neighbours: normalizations, softmax and its kin, and dropout. */
@NullMarked
package dev.sardonyx.api.op.normalization;

import org.jspecify.annotations.NullMarked;
