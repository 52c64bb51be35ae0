/** Compares values and says how far they are apart and where. */
@NullMarked
package dev.sardonyx.conformance.compare;

import org.jspecify.annotations.NullMarked;
