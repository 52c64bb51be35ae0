/** Operators that carry a state along a sequence. */
@NullMarked
package dev.sardonyx.api.op.recurrent;

import org.jspecify.annotations.NullMarked;
