/** Compares values and says how far they are apart and where. */
@NullMarked
package dev.sardonyx.api.compare;

import org.jspecify.annotations.NullMarked;
