/** Operators that move elements without computing with them: reshaping, slicing, gathering, scattering. */
@NullMarked
package dev.sardonyx.api.op.movement;

import org.jspecify.annotations.NullMarked;
