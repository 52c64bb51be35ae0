/** Operators on strings. */
@NullMarked
package dev.sardonyx.api.op.text;

import org.jspecify.annotations.NullMarked;
