/** The tests that every backend must pass. */
@NullMarked
package dev.sardonyx.conformance;

import org.jspecify.annotations.NullMarked;
