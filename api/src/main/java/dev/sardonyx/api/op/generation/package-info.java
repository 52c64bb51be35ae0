/** Operators that make tensors from a few numbers: constants, ranges, unit and triangular matrices. */
@NullMarked
package dev.sardonyx.api.op.generation;

import org.jspecify.annotations.NullMarked;
