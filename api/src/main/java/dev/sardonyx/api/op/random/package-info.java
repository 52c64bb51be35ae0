/** Random numbers by a counter-based generator, reproducible from a seed. */
@NullMarked
package dev.sardonyx.api.op.random;

import org.jspecify.annotations.NullMarked;
