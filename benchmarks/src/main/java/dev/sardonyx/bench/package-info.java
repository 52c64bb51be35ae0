/** Micro-benchmarks. */
@NullMarked
package dev.sardonyx.bench;

import org.jspecify.annotations.NullMarked;
