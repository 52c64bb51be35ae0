/** Operators that reduce windows of the spatial axes to one element each, and their opposites. */
@NullMarked
package dev.sardonyx.api.op.pooling;

import org.jspecify.annotations.NullMarked;
