/** Sequences of values and values that may be absent. */
@NullMarked
package dev.sardonyx.api.op.sequence;

import org.jspecify.annotations.NullMarked;
