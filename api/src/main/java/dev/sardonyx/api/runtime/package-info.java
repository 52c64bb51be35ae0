/** Finds backends, places a graph on them, and runs it. */
@NullMarked
package dev.sardonyx.api.runtime;

import org.jspecify.annotations.NullMarked;
