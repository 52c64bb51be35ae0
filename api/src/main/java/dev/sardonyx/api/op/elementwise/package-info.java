/** Operators that compute each element from the elements at its place: arithmetic, comparison, logic, conversion, activations. */
@NullMarked
package dev.sardonyx.api.op.elementwise;

import org.jspecify.annotations.NullMarked;
