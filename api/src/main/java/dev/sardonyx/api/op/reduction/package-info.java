/** Operators that make one element of many along an axis: sums, extremes, their places, running totals. */
@NullMarked
package dev.sardonyx.api.op.reduction;

import org.jspecify.annotations.NullMarked;
